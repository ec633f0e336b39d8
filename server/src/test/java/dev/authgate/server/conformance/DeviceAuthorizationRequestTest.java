package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.BASE_URL;
import static dev.authgate.server.conformance.AppUnderTest.CLOCK;
import static dev.authgate.server.conformance.AppUnderTest.KIOSK;
import static dev.authgate.server.conformance.AppUnderTest.TV;
import static dev.authgate.server.conformance.OAuth.DEVICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.ToldSecrets;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Requirements 1.1: POST /oauth/device/code (RFC 8628 section 3.1 and section 3.2)")
class DeviceAuthorizationRequestTest {
    private static final int MANY = 20;

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    private static Reply asked(String... form) {
        return APP.oauth().device(form);
    }

    private static long codesIssued() {
        return APP.query("SELECT id FROM device_authorizations").lines().count();
    }

    @Test
    @Tag("DA-01")
    @Tag("DA-02")
    @Tag("DA-03")
    void is_answered_with_codes_in_json_that_nobody_may_keep() {
        var answer = asked("client_id", TV).json(200);

        assertThat(answer.json().fieldNames())
                .toIterable()
                .contains("device_code", "user_code", "verification_uri", "expires_in");
        assertThat(answer.header("Pragma")).isEqualTo("no-cache");
    }

    @Test
    @Tag("DA-04")
    @Tag("DA-22")
    void says_in_whole_numbers_how_long_the_codes_live_and_how_often_to_poll() {
        var answer = asked("client_id", TV).json();

        assertThat(answer.path("expires_in").isIntegralNumber()).isTrue();
        assertThat(answer.path("expires_in").asInt()).isBetween(1, 1800);
        assertThat(answer.path("interval").isIntegralNumber()).isTrue();
        assertThat(answer.path("interval").asInt()).isEqualTo(5);
    }

    @Test
    @Tag("DA-05")
    @Tag("DA-06")
    @Tag("DA-07")
    void draws_codes_that_differ_and_tell_nothing_of_each_other() {
        var deviceCodes = new HashSet<String>();
        var userCodes = new HashSet<String>();
        for (var i = 0; i < MANY; i++) {
            var codes = APP.oauth().codes(TV);
            assertThat(codes.deviceCode()).matches("[A-Za-z0-9_-]{43}");
            assertThat(codes.userCode()).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
            assertThat(codes.deviceCode()).doesNotContain(codes.userCode().replace("-", ""));
            deviceCodes.add(codes.deviceCode().substring(0, 22));
            userCodes.add(codes.userCode());
        }

        assertThat(deviceCodes).hasSize(MANY);
        assertThat(userCodes).hasSize(MANY);
    }

    @Test
    @Tag("DA-08")
    @Tag("DA-09")
    void names_the_page_to_visit_and_never_puts_the_device_code_into_it() {
        var answer = asked("client_id", TV).json(200);

        assertThat(answer.text("verification_uri")).isEqualTo(BASE_URL + "/device");
        assertThat(answer.text("verification_uri_complete"))
                .isEqualTo(BASE_URL + "/device?user_code=" + answer.text("user_code"));
    }

    @Test
    @Tag("DA-10")
    @Tag("DA-12")
    void needs_a_client_id_and_an_empty_one_is_none() {
        asked().refused("invalid_request");
        asked("client_id", "").refused("invalid_request");
    }

    @Test
    @Tag("DA-11")
    @Tag("DA-23")
    void refuses_a_client_that_is_not_known_in_plain_ascii() {
        asked("client_id", "nope").unauthorized("invalid_client");
        asked("client_id", "no-such-é\"\\}").unauthorized("invalid_client");
    }

    @Test
    @Tag("DA-13")
    void refuses_a_parameter_that_comes_twice() {
        asked("client_id", TV, "client_id", TV).refused("invalid_request");
    }

    @Test
    @Tag("DA-14")
    void ignores_a_parameter_that_it_does_not_know() {
        asked("client_id", TV, "x_unknown", "1").json(200);
    }

    @Test
    @Tag("DA-15")
    void refuses_a_scope_with_characters_that_no_scope_has() {
        asked("client_id", TV, "scope", "a\"b\\c é").refused("invalid_scope");
    }

    @Test
    @Tag("DA-16")
    void takes_an_empty_scope_for_none_and_gives_the_default() {
        var codes = APP.oauth().codes(TV, "scope", "");
        APP.browser().signIn(Person.ANN).approve(codes);

        assertThat(APP.oauth().poll(codes).json(200).text("scope")).isEqualTo(AppUnderTest.TV_SCOPES.toString());
    }

    @Test
    @Tag("DA-17")
    @Tag("DA-27")
    void is_a_post_and_nothing_else() {
        var before = codesIssued();

        var answer = APP.http().get(DEVICE + "?client_id=" + TV);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
        assertThat(codesIssued()).isEqualTo(before);
    }

    @Test
    @Tag("DA-18")
    void reads_forms_and_no_json() {
        var before = codesIssued();

        APP.http()
                .postBody(DEVICE, "{\"client_id\":\"tv\"}", "Content-Type", "application/json")
                .refused(415, "invalid_request");

        assertThat(codesIssued()).isEqualTo(before);
    }

    @Test
    @Tag("DA-19")
    void reads_no_parameters_from_the_query() {
        APP.http().post(DEVICE + "?client_id=" + TV).refused("invalid_request");
    }

    @Test
    @Tag("DA-20")
    @Tag("DA-21")
    void wants_a_confidential_client_to_authenticate() {
        asked("client_id", KIOSK).unauthorized("invalid_client");
        APP.kiosk().device().json(200);
    }

    @Test
    @Tag("DA-24")
    void refuses_a_scope_that_the_client_does_not_have() {
        asked("client_id", TV, "scope", "zz:never:defined").refused("invalid_scope");
    }

    @Test
    @Tag("DA-25")
    void lets_no_other_site_read_the_answer() {
        var answer = APP.http().with("Origin", "https://evil.example").post(DEVICE, "client_id", TV);

        assertThat(answer.all("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.all("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    @Tag("DA-28")
    void answers_in_json_to_java_clients_that_ask_for_html() {
        APP.http()
                .with("Accept", "text/html, image/gif, image/jpeg, */*; q=0.2")
                .post(DEVICE, "client_id", TV)
                .json(200);
    }

    @Test
    @Tag("DA-40")
    void refuses_a_client_that_may_not_use_this_grant() {
        asked("client_id", CLOCK).refused("unauthorized_client");
    }

    @Test
    @Tag("DA-41")
    void keeps_neither_code_as_it_is() {
        var codes = APP.oauth().codes(TV);

        var dump = APP.databaseDump();

        assertThat(dump).doesNotContain(codes.deviceCode());
        assertThat(dump).doesNotContain(codes.userCode());
        assertThat(dump).doesNotContain(codes.userCode().replace("-", ""));
    }

    /** That a code which is taken is drawn anew is shown where the draw can be chosen, in DeviceRequestTest. */
    @Test
    @Tag("DA-42")
    void stores_each_user_code_once() {
        assertThat(APP.query("SELECT sql FROM sqlite_master WHERE name = 'device_authorizations'"))
                .containsPattern("user_code +TEXT +NOT NULL UNIQUE");
    }

    @Test
    @Tag("DA-44")
    void logs_neither_code_in_a_whole_flow() {
        APP.tokens(Person.ANN, TV);

        ToldSecrets.assertNoneLogged();
    }

    @Test
    @Tag("DA-18")
    void refuses_a_body_without_a_type() {
        APP.http()
                .send("POST", DEVICE, BodyPublishers.ofString("client_id=" + TV))
                .refused(415, "invalid_request");
    }
}
