package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.LAMP;
import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.storage.Race;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.13: /device and /device/verify (RFC 8628 section 3.3, section 5.1 and section 5.4)")
class VerificationPageTest {
    private static final String VERIFY = "/device/verify";
    private static final String UNUSABLE = "The code is invalid or has expired";

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    /** Where devices and browsers come from different places. */
    @RegisterExtension
    static final AppUnderTest PROXIED = AppUnderTest.limited();

    private final OAuth oauth = APP.oauth();

    private void assertPending(OAuth.Codes codes) {
        oauth.poll(codes).refused("authorization_pending");
    }

    @Nested
    @DisplayName("Without signing in")
    class Strangers {
        @Test
        @Tag("DV-01")
        void the_page_leads_to_signing_in_and_keeps_the_code() {
            var plain = APP.http().get("/device");
            assertThat(plain.status()).isEqualTo(303);
            assertThat(plain.header("Location")).isEqualTo("/login?redirect=/device");

            var codes = oauth.codes(TV);
            var browser = APP.browser();
            var target = browser.open("/device?user_code=" + codes.userCode()).header("Location");
            var form = browser.open(target).page(200);
            var back = browser.submit(
                    form, "/login", "username", Person.ANN.username(), "password", Person.ANN.password());
            assertThat(browser.open(back.header("Location")).page(200).body()).contains(codes.userCode());
        }

        @Test
        @Tag("DV-02")
        void nothing_is_decided() {
            var codes = oauth.codes(TV);

            var answer = APP.http().post(VERIFY, "user_code", codes.userCode(), "decision", "approve");

            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.header("Location")).startsWith("/login");
            assertPending(codes);
        }
    }

    @Nested
    @DisplayName("The code")
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Code {
        private final Browser browser = APP.browser().signIn(Person.ANN);

        @ParameterizedTest
        @ValueSource(strings = {"%s", " %s ", "%S", "%1$.4s %1$s"})
        @Tag("DV-04")
        void may_be_typed_in_any_case_with_spaces_or_dashes(String shape) {
            var codes = oauth.codes(TV);
            var letters = codes.userCode().replace("-", "").toLowerCase(Locale.ROOT);
            var typed = shape.contains("$")
                    ? letters.substring(0, 4) + "  " + letters.substring(4)
                    : String.format(shape, letters);

            assertThat(browser.enter(typed).page(200).body()).contains(codes.userCode());
        }

        @Test
        @Tag("DV-05")
        @Tag("DV-07")
        void that_is_unknown_used_or_expired_gets_one_and_the_same_answer() {
            var used = oauth.codes(TV);
            browser.approve(used);
            oauth.poll(used).json(200);
            var expired = oauth.codes(TV);
            APP.clock().advance(java.time.Duration.ofMinutes(31));

            var pages = java.util.stream.Stream.of("ZZZZ-ZZZZ", used.userCode(), expired.userCode())
                    .map(code -> browser.enter(code).page(400).body().replace(code, ""))
                    .distinct()
                    .toList();

            assertThat(pages).hasSize(1);
            assertThat(pages.get(0)).contains(UNUSABLE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<script>alert(1)</script>",
                    "\u0130\u017F\u212A",
                    "BCDF-GHJ\u212A",
                    "x\r\nX-Evil: 1",
                    "' OR '1'='1",
                    "%_%_%_%_"
                })
        @Tag("DV-06")
        void that_is_odd_matches_nothing_and_is_escaped(String odd) {
            var page = browser.enter(odd).page(400);

            assertThat(page.body()).contains(UNUSABLE).doesNotContain("<script>");
            assertThat(page.all("X-Evil")).isEmpty();
        }

        @Test
        @Tag("DV-06")
        void that_is_huge_or_no_text_is_refused() {
            browser.enter("A".repeat(20_000)).page(400);
            browser.enter("BBBB\0BBBB").page(400);
        }
    }

    @Nested
    @DisplayName("The decision")
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Decisions {
        private final Browser browser = APP.browser().signIn(Person.ANN);

        @Test
        @Tag("DV-03")
        void needs_a_form_of_ours() {
            var codes = oauth.codes(TV);
            var form = Map.of("user_code", codes.userCode(), "decision", "approve");

            assertThat(browser.post(VERIFY, form, "Origin", "https://evil.example")
                            .status())
                    .isEqualTo(403);

            assertPending(codes);
        }

        @Test
        @Tag("DV-08")
        @Tag("DV-09")
        @Tag("DV-43")
        void is_not_taken_by_opening_the_link() {
            var codes = oauth.codes(TV);
            var before = APP.query("SELECT * FROM device_authorizations");

            var page = browser.open("/device?user_code=" + codes.userCode()).page(200);

            assertThat(page.body()).contains(codes.userCode());
            assertThat(APP.query("SELECT * FROM device_authorizations")).isEqualTo(before);
            browser.submit(page, VERIFY, "user_code", codes.userCode()).page(200);
            assertPending(codes);
        }

        @Test
        @Tag("DV-10")
        @Tag("DV-11")
        @Tag("DV-12")
        @Tag("DV-46")
        void is_asked_for_with_everything_that_helps_to_take_it() {
            var codes = new OAuth(APP.http().with("User-Agent", "tv-app/7")).codes(TV, "device_name", "<b>Den</b>");

            var page = browser.enter(codes.userCode()).page(200).body();

            assertThat(page)
                    .contains("The tv", codes.userCode(), "127.0.0.1", "tv-app/7", "&lt;b&gt;Den&lt;/b&gt;", "ann");
            assertThat(page).contains("Read your data", "Change your data", "See your name and username");
            assertThat(page).contains("Only approve if you started this on a device in front of you");
            assertThat(page.indexOf("value=\"deny\"")).isPositive().isLessThan(page.indexOf("value=\"approve\""));
        }

        @Test
        @Tag("DV-13")
        void belongs_to_the_person_who_entered_the_code() {
            var codes = oauth.codes(TV);
            var form = Browser.filled(browser.enter(codes.userCode()), VERIFY, "decision", "approve");
            var other = APP.browser().signIn(Person.BOB);
            var stolen = new LinkedHashMap<>(form);
            stolen.putAll(Browser.hidden(other.open("/device"), VERIFY));

            assertThat(other.post(VERIFY, form).status()).isEqualTo(403);
            other.post(VERIFY, stolen).page(400);

            assertPending(codes);
        }

        @Test
        @Tag("DV-13")
        void belongs_to_the_code_that_was_entered() {
            var shown = oauth.codes(TV);
            var other = oauth.codes(TV);
            var form = Browser.filled(browser.enter(shown.userCode()), VERIFY, "decision", "approve");
            form.put("user_code", other.userCode());

            browser.post(VERIFY, form).page(400);

            assertPending(shown);
            assertPending(other);
        }

        @Test
        @Tag("DV-14")
        void is_a_post() {
            var codes = oauth.codes(TV);

            var answer = browser.open(VERIFY + "?user_code=" + codes.userCode() + "&decision=approve");

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("POST");
            assertPending(codes);
        }

        @Test
        @Tag("DV-15")
        void sent_from_many_tabs_at_once_counts_once() throws Exception {
            var codes = oauth.codes(TV);
            var form = Browser.filled(browser.enter(codes.userCode()), VERIFY, "decision", "approve");

            var statuses = Race.run(tab -> browser.post(VERIFY, form).status());

            assertThat(statuses).containsOnlyOnce(200).doesNotContain(500, 503);
            oauth.poll(codes).json(200);
            oauth.poll(codes).refused("invalid_grant");
        }

        @Test
        @Tag("DV-41")
        void and_its_opposite_at_once_leave_one_of_them() throws Exception {
            for (var round = 0; round < 5; round++) {
                var codes = oauth.codes(TV);
                var form = Browser.filled(browser.enter(codes.userCode()), VERIFY);

                var statuses = Race.run(tab -> {
                    var mine = new LinkedHashMap<>(form);
                    mine.put("decision", tab % 2 == 0 ? "approve" : "deny");
                    return browser.post(VERIFY, mine).status();
                });

                assertThat(statuses).containsOnlyOnce(200);
                assertThat(oauth.poll(codes).status()).isIn(200, 400);
            }
        }

        @Test
        @Tag("DV-42")
        void is_asked_for_when_the_client_wants_no_scopes() {
            var codes = oauth.codes(LAMP);

            assertThat(browser.enter(codes.userCode()).page(200).body()).contains("It asks for nothing more");
            browser.approve(codes);

            assertThat(oauth.poll(codes).json(200).text("scope")).isEmpty();
        }

        @Test
        @Tag("DV-44")
        void is_asked_for_with_a_warning_when_the_device_is_elsewhere() {
            var codes = new OAuth(PROXIED.from("203.0.113.50")).codes(TV);
            var far = new Browser(PROXIED.from("198.51.100.50")).signIn(Person.ANN);

            var page = far.enter(codes.userCode()).page(200).body();

            assertThat(page).contains("A different network", "203.0.113.50", "198.51.100.50");
            assertThat(browser.enter(oauth.codes(TV).userCode()).page(200).body())
                    .contains("Same network as you");
        }

        @Test
        void of_denying_is_final() {
            var codes = oauth.codes(TV);
            var page = browser.enter(codes.userCode()).page(200);
            browser.submit(page, VERIFY, "decision", "deny").page(200);

            browser.submit(page, VERIFY, "decision", "approve").page(400);

            oauth.poll(codes).refused("access_denied");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "APPROVE", "maybe"})
        void is_approve_or_deny(String decision) {
            var codes = oauth.codes(TV);

            browser.submit(browser.enter(codes.userCode()).page(200), VERIFY, "decision", decision);

            assertPending(codes);
        }
    }
}
