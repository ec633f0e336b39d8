package dev.authgate.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.14: /logout and /health")
class SignOutAndHealthTest {
    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    @Test
    @Tag("LO-01")
    void signing_out_ends_the_session_for_copies_of_the_cookie_too() {
        var browser = APP.browser().signIn(Person.ANN);
        var copy = APP.browser();
        browser.cookies().forEach(copy::setCookie);
        assertThat(copy.isSignedIn()).isTrue();

        browser.submit(browser.open("/logout"), "/logout").page(200);

        assertThat(copy.isSignedIn()).isFalse();
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    @Tag("LO-02")
    void a_link_or_a_form_of_another_site_signs_nobody_out() {
        var browser = APP.browser().signIn(Person.ANN);

        browser.open("/logout", "Origin", "https://evil.example").page(200);
        browser.post("/logout", new LinkedHashMap<>(), "Origin", "https://evil.example")
                .page(403);

        assertThat(browser.isSignedIn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example", "/\\evil.example"})
    @Tag("LO-03")
    void signing_out_leads_to_no_other_site(String target) {
        var browser = APP.browser().signIn(Person.ANN);
        var page = browser.open("/logout?redirect=" + Http.encoded(target)).page(200);

        var answer = browser.submit(page, "/logout", "redirect", target);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/device");
    }

    @Test
    @Tag("HL-01")
    void health_tells_that_the_database_answers() {
        var before = System.nanoTime();

        var answer = APP.http().get("/health").json(200);

        assertThat(answer.text("status")).isEqualTo("healthy");
        assertThat(answer.text("database")).isEqualTo("connected");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        APP.http().get("/health/live").json(200);
        APP.http().get("/health/ready").json(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/metrics", "/threads", "/healthcheck", "/tasks/gc", "/tasks/log-level", "/h2-console", "/ping"})
    @Tag("HL-02")
    void the_inside_is_not_to_be_seen_on_the_public_port(String path) {
        assertThat(APP.http().get(path).status()).isEqualTo(404);
        assertThat(APP.http().post(path).status()).isEqualTo(404);
    }

    @Test
    @Tag("HL-02")
    void the_admin_port_is_bound_to_loopback_and_tells_metrics() {
        assertThat(APP.server().adminHost()).isEqualTo("127.0.0.1");
        assertThat(new Http(APP.server().adminPort()).get("/metrics").body()).contains("# TYPE authgate_");
    }
}
