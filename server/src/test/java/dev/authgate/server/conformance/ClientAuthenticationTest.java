package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.KIOSK;
import static dev.authgate.server.conformance.AppUnderTest.KIOSK_SECRET;
import static dev.authgate.server.conformance.AppUnderTest.TV;
import static dev.authgate.server.conformance.OAuth.DEVICE_CODE_GRANT;
import static dev.authgate.server.conformance.OAuth.TOKEN;
import static dev.authgate.server.conformance.OAuth.basicHeader;
import static dev.authgate.server.conformance.OAuth.basicOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.3: client authentication (RFC 6749 section 2.3 and section 3.2.1)")
class ClientAuthenticationTest {
    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    /** A request that goes as far as the device code when the client is accepted. */
    private static Reply asked(Http http, String... more) {
        var form = Http.form("grant_type", DEVICE_CODE_GRANT, "device_code", "x");
        var all = more.length == 0 ? form : form + "&" + Http.form(more);
        return http.postBody(TOKEN, all, "Content-Type", "application/x-www-form-urlencoded");
    }

    private static Reply withHeader(String authorization) {
        return asked(APP.http().with("Authorization", authorization));
    }

    private static void assertAccepted(Reply reply) {
        reply.refused("invalid_grant");
    }

    @Test
    @Tag("CA-01")
    @Tag("CA-14")
    void a_wrong_secret_in_the_header_is_challenged() {
        withHeader(basicHeader(KIOSK, "wrong")).unauthorized("invalid_client");
    }

    @Test
    @Tag("CA-02")
    @Tag("CA-04")
    void a_wrong_or_missing_secret_in_the_body_is_refused() {
        asked(APP.http(), "client_id", KIOSK, "client_secret", "wrong").unauthorized("invalid_client");
        asked(APP.http(), "client_id", KIOSK).unauthorized("invalid_client");
    }

    @Test
    @Tag("CA-02")
    void the_right_secret_is_accepted_in_the_body_and_in_the_header() {
        assertAccepted(asked(APP.http(), "client_id", KIOSK, "client_secret", KIOSK_SECRET));
        assertAccepted(withHeader(basicHeader(KIOSK, KIOSK_SECRET)));
    }

    @Test
    @Tag("CA-03")
    void two_ways_at_once_are_one_too_many() {
        var http = APP.http().with("Authorization", basicHeader(KIOSK, KIOSK_SECRET));

        asked(http, "client_id", KIOSK, "client_secret", KIOSK_SECRET).refused("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!!",
                "Basic bm9jb2xvbg==",
                "Basic Og==",
                "Basic //79OnjA",
                "Basic a2lvc2s6JVpa",
                "Digest x",
                "Bearer x",
                "Negotiate",
                ","
            })
    @Tag("CA-05")
    void an_odd_header_is_refused(String header) {
        assertThat(withHeader(header).refusedSomehow().status()).isIn(400, 401);
    }

    @Test
    @Tag("CA-05")
    void a_long_header_is_refused() {
        assertThat(withHeader("Basic " + "A".repeat(6000)).refusedSomehow().status())
                .isIn(400, 401);
    }

    @Test
    @Tag("CA-06")
    void every_character_may_be_escaped() {
        assertAccepted(withHeader(basicOf(escaped(KIOSK) + ":" + escaped(KIOSK_SECRET))));
    }

    private static String escaped(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length == text.length()
                ? text.chars().mapToObj(c -> String.format("%%%02X", c)).collect(Collectors.joining())
                : text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "BASIC", "bAsIc"})
    @Tag("CA-07")
    void the_scheme_may_be_written_in_any_case(String scheme) {
        assertAccepted(withHeader(basicHeader(KIOSK, KIOSK_SECRET).replaceFirst("Basic", scheme)));
    }

    @Test
    @Tag("CA-08")
    void one_client_does_not_speak_for_another() {
        var codes = APP.oauth().codes(TV);

        APP.kiosk()
                .token("grant_type", DEVICE_CODE_GRANT, "device_code", codes.deviceCode(), "client_id", TV)
                .refused("invalid_request");

        APP.oauth().poll(codes).refused("authorization_pending");
    }

    @Test
    @Tag("CA-09")
    void credentials_in_the_query_are_not_read() {
        var query = Http.form("client_id", KIOSK, "client_secret", KIOSK_SECRET);

        APP.http()
                .post(TOKEN + "?" + query, "grant_type", DEVICE_CODE_GRANT, "device_code", "x")
                .refused("invalid_request");
    }

    @Test
    @Tag("CA-10")
    void an_unknown_client_is_refused() {
        asked(APP.http(), "client_id", "nope").unauthorized("invalid_client");
    }

    @Test
    @Tag("CA-11")
    void an_id_that_comes_twice_is_refused() {
        asked(APP.http(), "client_id", TV, "client_id", TV).refused("invalid_request");
    }

    @Test
    @Tag("CA-12")
    void the_time_taken_tells_nothing_about_the_secret() {
        var near = basicHeader(KIOSK, KIOSK_SECRET.substring(0, KIOSK_SECRET.length() - 1) + "!");
        var far = basicHeader(KIOSK, "!");

        Timing.assertAlike(() -> withHeader(near), () -> withHeader(far), Duration.ofMillis(5));
        Timing.assertAlike(() -> withHeader(far), () -> withHeader(basicHeader("nope", "!")), Duration.ofMillis(5));
    }

    @Test
    @Tag("CA-13")
    void two_headers_are_one_too_many() {
        var http = APP.http()
                .with("Authorization", basicHeader(KIOSK, "wrong"), "Authorization", basicHeader(KIOSK, KIOSK_SECRET));

        asked(http).refused("invalid_request");
    }

    @Test
    @Tag("CA-41")
    void secrets_are_kept_hashed() {
        assertThat(APP.databaseDump()).contains(KIOSK).doesNotContain(KIOSK_SECRET);
    }

    @Test
    void a_public_client_that_sends_a_secret_is_refused() {
        asked(APP.http(), "client_id", TV, "client_secret", "x").unauthorized("invalid_client");
    }
}
