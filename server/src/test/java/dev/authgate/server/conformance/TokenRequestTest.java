package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.TV;
import static dev.authgate.server.conformance.OAuth.DEVICE_CODE_GRANT;
import static dev.authgate.server.conformance.OAuth.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.2: POST /oauth/token, what holds for every grant (RFC 6749 section 3.2)")
class TokenRequestTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    private static Reply asked(String... form) {
        return APP.oauth().token(form);
    }

    private static Reply typed(String contentType, String body) {
        return APP.http().postBody(TOKEN, body, "Content-Type", contentType);
    }

    private static String poll(OAuth.Codes codes) {
        return Http.form(
                "grant_type", DEVICE_CODE_GRANT, "device_code", codes.deviceCode(), "client_id", codes.clientId());
    }

    @Test
    @Tag("TK-01")
    @Tag("TK-28")
    void is_a_post() {
        var answer = APP.http().get(TOKEN + "?grant_type=x&client_id=" + TV);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"})
    @Tag("TK-21")
    @Tag("TK-28")
    void is_no_other_method(String method) {
        var answer = APP.http().send(method, TOKEN, BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @Test
    @Tag("TK-22")
    void does_not_let_a_header_change_the_method() {
        assertThat(APP.http().with("X-HTTP-Method-Override", "POST").get(TOKEN).status())
                .isEqualTo(405);
    }

    @Test
    @Tag("TK-02")
    @Tag("TK-05")
    void needs_a_grant_type_and_an_empty_one_is_none() {
        asked("client_id", TV).refused("invalid_request");
        asked("client_id", TV, "grant_type", "").refused("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo:bar", "password", "client_credentials", "authorization_code", "implicit"})
    @Tag("TK-03")
    @Tag("TK-09")
    @Tag("TK-12")
    @Tag("TK-13")
    void refuses_grant_types_that_it_does_not_serve(String grantType) {
        asked("client_id", TV, "grant_type", grantType, "username", "ann", "password", "x")
                .refused("unsupported_grant_type");
    }

    @Test
    @Tag("TK-04")
    void refuses_a_parameter_that_comes_twice() {
        asked("client_id", TV, "grant_type", "refresh_token", "grant_type", "refresh_token", "refresh_token", "x")
                .refused("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "multipart/form-data; boundary=x",
                "text/plain",
                "application/x-www-form-urlencoded; charset=utf-16",
                "application/x-www-form-urlencoded; charset=no-such-charset",
                "application/x-www-form-urlencoded; charset=\"",
                ";",
                "/"
            })
    @Tag("TK-06")
    @Tag("TK-07")
    @Tag("TK-25")
    void refuses_a_body_that_is_no_form_in_utf_8(String contentType) {
        var codes = APP.oauth().codes(TV);

        typed(contentType, poll(codes)).refused(415, "invalid_request");
    }

    @Test
    @Tag("TK-24")
    void refuses_a_body_without_a_type() {
        APP.http()
                .send("POST", TOKEN, BodyPublishers.ofString("grant_type=foo&client_id=tv"))
                .refused(415, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded; charset=UTF-8",
                "application/x-www-form-urlencoded;charset=\"utf-8\"",
                "Application/X-WWW-Form-Urlencoded"
            })
    @Tag("TK-08")
    @Tag("TK-29")
    void reads_a_form_however_its_type_is_spelled(String contentType) {
        typed(contentType, poll(APP.oauth().codes(TV))).refused("authorization_pending");
    }

    @Test
    @Tag("TK-10")
    void reads_no_parameters_from_the_query() {
        var codes = APP.oauth().codes(TV);

        APP.http().post(TOKEN + "?" + poll(codes)).refused("invalid_request");

        APP.oauth().poll(codes).refused("authorization_pending");
    }

    @Test
    @Tag("TK-11")
    void ignores_a_parameter_that_it_does_not_know() {
        typed(FORM, poll(APP.oauth().codes(TV)) + "&zzz=1").refused("authorization_pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF%FE", "%ZZ", "%", "%4", "%00abc", "%C0%80", "%ED%A0%80", "%+1", "\u00ff\u00fe\u0080"})
    @Tag("TK-14")
    void refuses_a_code_that_is_no_text(String odd) {
        var body = "grant_type=" + DEVICE_CODE_GRANT + "&client_id=tv&device_code=" + odd;

        APP.http()
                .postEncoded(TOKEN, body.getBytes(StandardCharsets.ISO_8859_1))
                .refused("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "&", "%", "\u0000\u0001\u0002", "&&&=", "=&=", "a&a"})
    @Tag("TK-14")
    void refuses_a_body_that_is_hardly_a_form(String body) {
        APP.http()
                .postEncoded(TOKEN, body.getBytes(StandardCharsets.ISO_8859_1))
                .refused("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%FF",
                "%00",
                "tv'+OR+'1'='1",
                "%F0%9F%93%BA",
                "%E2%80%AE",
                "tv%0D%0ASet-Cookie:+a=b",
                "%22%5C%7F",
                "tv%20"
            })
    @Tag("TK-15")
    @Tag("HT-15")
    void knows_no_client_with_an_odd_id(String odd) {
        var answer = typed(FORM, "grant_type=foo&client_id=" + odd).refusedSomehow();

        assertThat(answer.status()).isIn(400, 401);
        assertThat(answer.all("Set-Cookie")).isEmpty();
    }

    @Test
    @Tag("TK-15")
    @Tag("TK-16")
    void stays_calm_about_long_values() {
        asked("grant_type", "foo", "client_id", "A".repeat(5000)).unauthorized("invalid_client");
        asked("grant_type", DEVICE_CODE_GRANT, "client_id", TV, "device_code", "A".repeat(60_000))
                .refused("invalid_grant");
        asked("grant_type", DEVICE_CODE_GRANT, "client_id", TV, "device_code", "A".repeat(64 * 1024))
                .refused(413, "invalid_request");
    }

    @Test
    @Tag("TK-17")
    void refuses_a_huge_body_and_serves_the_next_request() {
        var size = 4 * 1024 * 1024;
        var head = "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + FORM + "\r\nContent-Length: "
                + size + "\r\nConnection: close\r\n\r\n";

        APP.wire().replies(head + "a".repeat(size)).forEach(answer -> answer.refused(413, "invalid_request"));

        asked("client_id", TV).refused("invalid_request");
    }

    @Test
    @Tag("TK-17")
    void refuses_a_huge_body_that_does_not_say_how_long_it_is() {
        var huge =
                BodyPublishers.ofInputStream(() -> InputStream.nullInputStream().markSupported()
                        ? InputStream.nullInputStream()
                        : new java.io.ByteArrayInputStream(new byte[70_000]));

        APP.http().send("POST", TOKEN, huge, "Content-Type", FORM).refused(413, "invalid_request");
    }

    @Test
    @Tag("TK-18")
    void refuses_very_many_parameters_quickly() {
        var many = new StringBuilder("grant_type=foo");
        for (var i = 0; i < 12_000; i++) {
            many.append('&').append(Integer.toString(i, 36)).append('=');
        }
        var before = System.nanoTime();

        typed(FORM, many.toString()).refusedSomehow();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    @Tag("TK-19")
    void inflates_no_compressed_body() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[32 * 1024 * 1024]);
        }
        var body = BodyPublishers.ofByteArray(bomb.toByteArray());

        APP.http()
                .send("POST", TOKEN, body, "Content-Type", FORM, "Content-Encoding", "gzip")
                .refused(415, "invalid_request");
    }

    @Test
    @Tag("TK-20")
    void echoes_no_markup() {
        var answer = APP.http()
                .with("Accept", "text/html")
                .post(TOKEN, "client_id", TV, "grant_type", "<script>alert(1)</script>")
                .refused("unsupported_grant_type");

        assertThat(answer.body()).doesNotContain("<script>");
    }

    @Test
    @Tag("TK-23")
    void reads_a_body_in_chunks() {
        var chunked = "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + FORM
                + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\ngrant\r\n5\r\n_type\r\n4\r\n=foo\r\nD\r\n&client_id=tv\r\n0\r\n\r\n";

        APP.wire().ask(chunked).refused("unsupported_grant_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/html, image/gif, image/jpeg, */*; q=0.2", "text/html", ",;q=,"})
    @Tag("TK-26")
    @Tag("TK-30")
    void answers_in_json_whatever_accept_says(String accept) {
        APP.http().with("Accept", accept).post(TOKEN, "client_id", TV).refused("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth/token/",
                "//oauth/token",
                "/oauth//token",
                "/oauth%2ftoken",
                "/oauth/token;a=b",
                "/oauth/token%00",
                "/oauth/./token",
                "/oauth/x/../token",
                "/oauth/%2e/token",
                "/oauth\\token",
                "/OAuth/Token"
            })
    @Tag("TK-27")
    void is_reached_by_one_path_only(String path) {
        var body = "grant_type=foo&client_id=" + TV;
        var answer = APP.wire()
                .ask("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + FORM
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("unsupported_grant_type");
    }
}
