package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.client.Client;
import dev.authgate.server.oauth.GrantType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.14: /account/sessions")
class AccountSessionsTest {
    private static final String LIST = "/account/sessions";
    private static final String ALL = LIST + "/revoke-all";
    private static final String PASSWORD = "twelve lanterns above the ferry";
    private static final Pattern ACTION = Pattern.compile("action=\"" + LIST + "/([^/\"]+)/disown\"");

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    private Person person = Person.ANN;
    private Browser browser = APP.browser();

    @BeforeEach
    void enrol() {
        person = new Person("s-" + UUID.randomUUID(), PASSWORD);
        APP.enrol(person);
        browser = APP.browser().signIn(person);
    }

    private Reply connect() {
        return APP.tokens(person, TV, "scope", "read write");
    }

    private static boolean alive(Reply tokens) {
        return APP.oauth().tokenInfo(tokens.text("access_token")).status() == 200;
    }

    private static Reply refresh(Reply tokens) {
        return APP.oauth()
                .token("grant_type", "refresh_token", "client_id", TV, "refresh_token", tokens.text("refresh_token"));
    }

    private String onlyId() {
        return ids(browser.open(LIST)).get(0);
    }

    private static List<String> ids(Reply page) {
        return ACTION.matcher(page.page(200).body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Presses a button of the one card there is. */
    private Reply press(String id, String action) {
        return browser.submit(browser.open(LIST), LIST + "/" + id + "/" + action);
    }

    @Nested
    @DisplayName("The list")
    class TheList {
        @Test
        @Tag("AC-01")
        void is_for_those_who_are_signed_in() {
            var answer = APP.browser().open(LIST);

            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.header("Location")).isEqualTo("/login?redirect=/account/sessions");
        }

        @Test
        @Tag("AC-02")
        void tells_what_is_connected_and_no_token() {
            var tokens = connect();

            var page = browser.open(LIST).page(200).body();

            assertThat(page)
                    .contains("The tv", "<bdi class=\"mono\">tv</bdi>", "Read your data", "Change your data")
                    .contains("Authorized", "Last used", "Expires", "Active", "127.0.0.1")
                    .doesNotContain(tokens.text("access_token"), tokens.text("refresh_token"));
        }

        @Test
        @Tag("AC-41")
        void of_ten_thousand_comes_in_pages_at_once() {
            connect();
            APP.execute("""
                    WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 10000)
                    INSERT INTO grants (id, user_id, client_id, scopes, status, address, created_at, last_used_at,
                        last_address, expires_at)
                    SELECT 'many-' || n, user_id, client_id, scopes, status, address, created_at - n, last_used_at,
                        last_address, expires_at
                    FROM grants, many WHERE user_id = 'user-%s'
                    """.formatted(person.username()));
            browser.open(LIST);

            var start = System.nanoTime();
            var first = browser.open(LIST);
            var millis = (System.nanoTime() - start) / 1_000_000;
            var older = Pattern.compile("href=\"(/account/sessions\\?after=[^\"]+)\"")
                    .matcher(first.body());
            assertThat(older.find()).isTrue();
            var second = browser.open(older.group(1));

            assertThat(ids(first)).hasSize(20).doesNotContainAnyElementsOf(ids(second));
            assertThat(ids(second)).hasSize(20).startsWith("many-20");
            assertThat(millis).isLessThan(500);
        }

        @ParameterizedTest
        @ValueSource(strings = {"?after=nope", "?after=MSAA", "?after=%E2%80%AE", "?notice=%3Cscript%3E", "?after="})
        void is_the_same_whatever_the_link_says(String query) {
            connect();

            assertThat(ids(browser.open(LIST + query))).hasSize(1);
        }
    }

    @Nested
    @DisplayName("One session")
    class One {
        @Test
        @Tag("AC-03")
        void revoked_ends_its_tokens() {
            var tokens = connect();

            var answer = press(onlyId(), "revoke");

            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.header("Location")).isEqualTo(LIST + "?notice=revoked");
            assertThat(alive(tokens)).isFalse();
            refresh(tokens).refused("invalid_grant");
            assertThat(browser.open(answer.header("Location")).page(200).body())
                    .contains("No device is connected", "Revoked.");
        }

        @Test
        void disabled_pauses_its_tokens_and_enabled_lets_them_go_on() {
            var tokens = connect();
            var id = onlyId();

            assertThat(press(id, "disable").status()).isEqualTo(303);
            assertThat(alive(tokens)).isFalse();
            refresh(tokens).refused("invalid_grant");

            assertThat(press(id, "enable").status()).isEqualTo(303);
            assertThat(alive(tokens)).isTrue();
            refresh(tokens).json(200);
        }

        @Test
        void disowned_ends_is_noted_as_critical_and_leads_on() {
            var tokens = connect();

            var page = press(onlyId(), "disown").page(200);

            assertThat(alive(tokens)).isFalse();
            assertThat(page.body())
                    .contains("That session is ended", page.header("X-Request-Id"), "href=\"/account/password\"");
            assertThat(APP.query("SELECT severity FROM audit_events WHERE type = 'grant_disowned' AND request_id = '"
                            + page.header("X-Request-Id") + "'"))
                    .isEqualTo("critical|\n");
        }

        @Test
        void that_is_revoked_stays_revoked() {
            var tokens = connect();
            var id = onlyId();
            var form = Browser.hidden(browser.open(LIST), LIST + "/" + id + "/disable");
            press(id, "revoke");

            var answer = browser.post(LIST + "/" + id + "/enable", form);

            assertThat(answer.header("Location")).isEqualTo(LIST + "?notice=unchanged");
            assertThat(alive(tokens)).isFalse();
        }

        @Test
        @Tag("AC-04")
        void is_changed_by_our_own_forms_only() {
            var tokens = connect();
            var path = LIST + "/" + onlyId() + "/revoke";

            assertThat(browser.post(path, Map.of(), "Origin", "https://evil.example")
                            .status())
                    .isEqualTo(403);
            assertThat(browser.post(path, Map.of("csrf_token", "guess")).status())
                    .isEqualTo(403);
            assertThat(alive(tokens)).isTrue();
        }

        @Test
        @Tag("AC-05")
        void of_somebody_else_is_not_there() {
            var tokens = connect();
            var id = onlyId();
            var other = APP.browser().signIn(Person.BOB);
            var form = Browser.hidden(other.open("/device"), "/device/verify");

            for (var action : List.of("revoke", "disable", "enable", "disown")) {
                other.post(LIST + "/" + id + "/" + action, form).page(404);
            }
            assertThat(alive(tokens)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"revoke", "disable", "enable", "disown"})
        @Tag("AC-06")
        void is_not_changed_by_a_link(String action) {
            var tokens = connect();

            var answer = browser.open(LIST + "/" + onlyId() + "/" + action).page(405);

            assertThat(answer.header("Allow")).isEqualTo("POST");
            assertThat(alive(tokens)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"nope", "-1", "0", "1e20", "%27", "%E2%80%AE", "a.b", "0197c2f4-e1b3-7c11-8f00-2b6d3c9a5e10"
                })
        @Tag("AC-07")
        void with_an_odd_id_is_not_there(String id) {
            var form = Browser.hidden(browser.open("/device"), "/device/verify");

            browser.post(LIST + "/" + id + "/revoke", form).page(404);
        }

        @Test
        @Tag("AC-07")
        void with_an_id_that_no_path_may_hold_is_refused() {
            var form = Browser.hidden(browser.open("/device"), "/device/verify");

            assertThat(browser.post(LIST + "/%00/revoke", form).status()).isBetween(400, 404);
        }

        @Test
        @Tag("AC-40")
        void of_a_client_with_an_odd_name_is_shown_harmlessly() {
            var name = "<script>alert(2)</script>\u202e" + "x".repeat(10_000);
            var plain = AppUnderTest.client("odd-" + UUID.randomUUID(), "read", null, Set.of(GrantType.values()));
            APP.register(new Client(
                    plain.id(),
                    name,
                    plain.type(),
                    null,
                    plain.scopes(),
                    plain.grantTypes(),
                    true,
                    false,
                    true,
                    plain.createdAt()));
            APP.tokens(person, plain.id());

            var page = browser.open(LIST).page(200).body();

            assertThat(page)
                    .contains("&lt;script&gt;alert(2)&lt;/script&gt;xxx")
                    .doesNotContain("<script", "\u202e", "x".repeat(100));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/", "/a", "/a/", "/a/nothing", "/a/revoke/b"})
        void is_at_no_other_path(String rest) {
            browser.open(LIST + rest, "Accept", "text/html").page(404);
        }
    }

    @Nested
    @DisplayName("All sessions")
    class All {
        @Test
        @Tag("AC-08")
        void end_together_with_approvals_that_no_device_has_collected() {
            var first = connect();
            var second = connect();
            press(ids(browser.open(LIST)).get(0), "disable");
            var codes = APP.oauth().codes(TV);
            browser.approve(codes);
            var question = browser.open(ALL).page(200);
            assertThat(question.body()).contains("Both connected devices", "Keep them");

            var answer = browser.submit(question, ALL);

            assertThat(answer.status()).isEqualTo(303);
            assertThat(List.of(first, second)).noneMatch(AccountSessionsTest::alive);
            refresh(first).refused("invalid_grant");
            refresh(second).refused("invalid_grant");
            APP.oauth().poll(codes).refused("expired_token");
            assertThat(browser.open(answer.header("Location")).page(200).body()).contains("All sessions are revoked.");
            assertThat(browser.isSignedIn()).isTrue();
        }

        @Test
        void end_by_our_own_form_only() {
            var tokens = connect();

            assertThat(browser.post(ALL, Map.of()).status()).isEqualTo(403);
            assertThat(alive(tokens)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        @Tag("SE-41")
        void end_with_a_change_of_password_when_that_is_wished(boolean wished) {
            var tokens = connect();
            var form = Browser.filled(
                    browser.open("/account/password").page(200),
                    "/account/password",
                    "current_password",
                    PASSWORD,
                    "new_password",
                    "nine kettles under the bridge",
                    "repeat_password",
                    "nine kettles under the bridge");
            if (wished) {
                form.put("end_devices", "yes");
            }

            assertThat(browser.post("/account/password", form).page(200).body())
                    .contains(wished ? "All connected devices are revoked." : ALL);
            assertThat(alive(tokens)).isEqualTo(!wished);
        }
    }
}
