package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.KIOSK;
import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.CapturedLog;
import dev.authgate.server.ToldSecrets;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.16: the log and the audit trail")
class LoggingTest {
    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.limited();

    /** One whose tables a test may break, and whose first start nobody has prepared. */
    @RegisterExtension
    static final AppUnderTest FRESH = AppUnderTest.with(Map.of("LIMITS", "off", "ADMIN_PASSWORD", ""));

    @Test
    @Tag("LOG-01")
    void holds_no_secret_at_debug_level_either() {
        var tokens = APP.tokens(Person.ANN, TV);
        APP.oauth().tokenInfo(tokens.text("access_token")).json(200);
        APP.http().get(OAuth.TOKENINFO + "?access_token=" + tokens.text("access_token"));
        APP.http().get("/device?user_code=" + APP.oauth().codes(TV).userCode());
        APP.kiosk().device();
        APP.oauth().token("client_id", KIOSK, "client_secret", AppUnderTest.KIOSK_SECRET, "grant_type", "x");

        assertThat(CapturedLog.text()).contains("/oauth/tokeninfo", "DEBUG");
        assertThat(ToldSecrets.count()).isGreaterThan(5);
        ToldSecrets.assertNoneLogged();
    }

    @Test
    @Tag("LOG-02")
    void writes_one_line_for_each_request_whatever_the_request_holds() {
        APP.browser().trySignIn("a\r\n2026-01-01 INFO admin logged in", "wrong");
        APP.wire().get("/x%0d%0a2026-01-01%20INFO%20admin");

        assertThat(CapturedLog.text().lines()).noneMatch(line -> line.startsWith("2026-01-01 INFO"));
    }

    @Test
    @Tag("LOG-03")
    void every_step_of_a_flow_leaves_one_event_with_who_where_and_when() {
        var from = "198.51.100.77";
        var oauth = new OAuth(APP.from(from).with("X-Request-Id", "request-of-this-test"));
        var browser = new Browser(APP.from(from).with("X-Request-Id", "request-of-this-test"));

        browser.trySignIn(Person.ANN.username(), "wrong");
        browser.signIn(Person.ANN);
        var approved = oauth.codes(TV);
        browser.approve(approved);
        oauth.poll(approved).json(200);
        browser.decide(oauth.codes(TV).userCode(), "deny");
        browser.enter("ZZZZ-ZZZZ");
        var expired = oauth.codes(TV);
        APP.clock().advance(Duration.ofMinutes(30));
        oauth.poll(expired).refused("expired_token");
        browser.submit(browser.open("/logout"), "/logout");

        var events = new HashMap<String, Integer>();
        APP.query("SELECT type, actor, client_id, at FROM audit_events WHERE address = '" + from
                        + "' AND request_id = 'request-of-this-test'")
                .lines()
                .forEach(line -> events.merge(line.substring(0, line.indexOf('|')), 1, Integer::sum));
        assertThat(events)
                .containsEntry("sign_in_failed", 1)
                .containsEntry("sign_in_succeeded", 1)
                .containsEntry("device_requested", 3)
                .containsEntry("device_approved", 1)
                .containsEntry("device_redeemed", 1)
                .containsEntry("device_denied", 1)
                .containsEntry("user_code_rejected", 1)
                .containsEntry("device_expired", 1)
                .containsEntry("sign_out", 1);
        assertThat(APP.query("SELECT actor, client_id FROM audit_events WHERE type = 'device_approved' AND address = '"
                        + from + "'"))
                .isEqualTo("user-ann|tv|\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"has space here", "short", "quote\"quote\"", "<script>alert(1)</script>", "a;b=cdefgh"})
    @Tag("LOG-04")
    void an_odd_request_id_is_replaced(String odd) {
        assertThat(APP.http().get("/health/live", "X-Request-Id", odd).header("X-Request-Id"))
                .isNotEqualTo(odd)
                .matches("[A-Za-z0-9._-]{8,64}");
    }

    @Test
    @Tag("LOG-04")
    void a_sane_request_id_is_kept_and_a_long_one_replaced() {
        assertThat(APP.http().get("/health/live", "X-Request-Id", "sane-id-1").header("X-Request-Id"))
                .isEqualTo("sane-id-1");
        assertThat(APP.http()
                        .get("/health/live", "X-Request-Id", "a".repeat(4000))
                        .header("X-Request-Id"))
                .hasSizeLessThanOrEqualTo(64);
        assertThat(APP.wire()
                        .ask("GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + "a".repeat(10_000) + "\r\n\r\n")
                        .header("X-Request-Id"))
                .hasSizeLessThanOrEqualTo(64);
    }

    @Test
    @Tag("LOG-05")
    void a_fault_is_told_by_its_request_id_and_its_trace_only_logged() throws Exception {
        var file = FRESH.server().dataDir().resolve("authgate.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE device_authorizations RENAME TO elsewhere");
        }

        var answer = FRESH.oauth().device("client_id", TV).refused(500, "server_error");

        assertThat(answer.text("request_id")).isEqualTo(answer.header("X-Request-Id"));
        assertThat(answer.body()).doesNotContain("SQL", "Exception", "device_authorizations");
        assertThat(CapturedLog.linesWith(answer.header("X-Request-Id"))).anyMatch(line -> line.contains("ERROR"));
        assertThat(CapturedLog.text()).contains("\tat dev.authgate.server");
    }

    @Test
    @Tag("LG-43")
    @Tag("OPS-09")
    void the_first_password_is_printed_once_and_never_logged() {
        var banner = FRESH.server().banner();
        var password = Pattern.compile("\\s(\\S{16}) +\\(")
                .matcher(banner)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(CapturedLog.text()).doesNotContain(password);
        FRESH.browser().signIn(new Person("admin", password));
    }
}
