package dev.authgate.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.12: headers (OWASP ASVS 3.4)")
class PageHeadersTest {
    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    @RegisterExtension
    static final AppUnderTest HTTPS = AppUnderTest.with(Map.of("LIMITS", "off", "BASE_URL", "https://auth.example"));

    private static void assertGuarded(Reply reply) {
        assertThat(reply.header("Content-Security-Policy"))
                .contains(
                        "frame-ancestors 'none'",
                        "default-src 'none'",
                        "style-src 'self'",
                        "img-src 'self'",
                        "form-action 'self'",
                        "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("X-Request-Id")).isNotEmpty();
        assertThat(reply.all("Server")).isEmpty();
    }

    private static void assertSilent(Reply reply) {
        assertThat(reply.headers().toString() + reply.body())
                .doesNotContainIgnoringCase("jetty")
                .doesNotContainIgnoringCase("dropwizard")
                .doesNotContain("\tat ", "Exception", "java.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/login", "/device", "/account/password", "/logout", "/health", "/oauth/tokeninfo", "/nope"})
    @Tag("HD-01")
    @Tag("HD-02")
    @Tag("HD-03")
    @Tag("HD-04")
    @Tag("HD-05")
    @Tag("HD-06")
    void guard_every_answer(String path) {
        assertGuarded(APP.http().get(path));
        assertGuarded(APP.browser().signIn(Person.ANN).open(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nope",
                "/%FF",
                "/..;/",
                "/..;/oauth/token",
                "/%2e%2e/",
                "/%00",
                "/%",
                "/a%ZZ",
                "//",
                "/\\",
                "/assets/nope",
                "/assets/..%2f",
                "/device/",
                "/login;x=y",
                "/oauth",
                "*"
            })
    @Tag("HD-07")
    void guard_answers_to_paths_that_are_none(String path) {
        var answer = APP.wire().get(path);

        assertThat(answer.status()).isIn(400, 404);
        assertGuarded(answer);
        assertSilent(answer);
    }

    @Test
    @Tag("HD-07")
    void an_unknown_path_is_a_page_for_browsers_and_json_for_programs() {
        APP.http().get("/nope", "Accept", "text/html").page(404);
        APP.http().get("/nope").refused(404, "not_found");
        APP.http().get("/oauth/nope", "Accept", "text/html").refused(404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/device", "/oauth/token", "/health", "/assets/app.css"})
    @Tag("HD-08")
    void trace_is_refused(String path) {
        var answer = APP.wire()
                .ask("TRACE " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: a=secret\r\nConnection: close\r\n\r\n");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isNotEmpty().doesNotContain("TRACE");
        assertThat(answer.body()).doesNotContain("secret");
        assertGuarded(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/health", "/health/live", "/health/ready"})
    void head_is_get_without_the_body(String path) {
        var answer = APP.wire().ask("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertGuarded(answer);
    }

    @Test
    @Tag("HD-09")
    void over_https_browsers_are_told_to_stay_there() {
        assertThat(HTTPS.http().get("/login").header("Strict-Transport-Security"))
                .isEqualTo("max-age=31536000");
        assertThat(HTTPS.wire().get("/%FF").header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
        assertThat(APP.http().get("/login").all("Strict-Transport-Security")).isEmpty();
    }

    @Test
    @Tag("SE-03")
    void over_https_the_cookie_is_secure_and_bound_to_the_host() {
        var cookie = HTTPS.browser().open("/login").header("Set-Cookie");

        assertThat(cookie).startsWith("__Host-authgate_session=").contains("; Secure", "; Path=/");
        assertThat(cookie).doesNotContainIgnoringCase("domain");
    }

    @Test
    @Tag("HD-06")
    void errors_before_any_endpoint_are_ours_too() {
        var huge = "a".repeat(64 * 1024);
        for (var request : List.of(
                "GET /" + huge + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX-Huge: " + huge + "\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET /\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "POST /oauth/token HTTP/1.1\r\nHost: a\r\nExpect: x\r\nConnection: close\r\n\r\n")) {
            var answer = APP.wire().ask(request);
            assertThat(answer.status()).isBetween(400, 499);
            assertGuarded(answer);
            assertSilent(answer);
        }
    }
}
