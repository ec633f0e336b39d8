package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.KIOSK;
import static dev.authgate.server.conformance.AppUnderTest.RADIO;
import static dev.authgate.server.conformance.AppUnderTest.TV;
import static dev.authgate.server.conformance.OAuth.DEVICE_CODE_GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.storage.Race;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.4: the device grant (RFC 8628 section 3.4 and section 3.5)")
class DeviceTokenRequestTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final Duration COLLECTION = Duration.ofSeconds(60);

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    private final OAuth oauth = APP.oauth();

    private static void pass(Duration duration) {
        APP.clock().advance(duration);
    }

    private OAuth.Codes approved(String clientId) {
        var codes = oauth.codes(clientId);
        APP.browser().signIn(Person.ANN).approve(codes);
        return codes;
    }

    @Nested
    @DisplayName("The request")
    class Request {
        private Reply asked(String... form) {
            return oauth.token(form);
        }

        @Test
        @Tag("DG-02")
        @Tag("DG-03")
        void needs_a_device_code_and_an_empty_one_is_none() {
            asked("grant_type", DEVICE_CODE_GRANT, "client_id", TV).refused("invalid_request");
            asked("grant_type", DEVICE_CODE_GRANT, "client_id", TV, "device_code", "")
                    .refused("invalid_request");
        }

        @Test
        @Tag("DG-18")
        void carries_the_code_once() {
            asked("grant_type", DEVICE_CODE_GRANT, "client_id", TV, "device_code", "x", "device_code", "x")
                    .refused("invalid_request");
        }

        @Test
        @Tag("DG-20")
        void needs_a_client() {
            asked("grant_type", DEVICE_CODE_GRANT, "device_code", "x").refused("invalid_request");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "unknown",
                    "%",
                    "*",
                    "../x",
                    "' OR '1'='1",
                    "___________________________________________",
                    "%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%"
                })
        @Tag("DG-04")
        @Tag("DG-24")
        void names_a_code_that_exists(String unknown) {
            oauth.poll(unknown, TV).refused("invalid_grant");
        }

        @Test
        @Tag("DG-24")
        void carries_no_nul() {
            oauth.poll("\0", TV).refused("invalid_request");
        }

        @Test
        @Tag("DG-19")
        @Tag("DG-23")
        void names_the_device_code_to_the_letter() {
            var codes = oauth.codes(TV);

            oauth.poll(codes.userCode(), TV).refused("invalid_grant");
            oauth.poll(swapped(codes.deviceCode()), TV).refused("invalid_grant");
        }

        private static String swapped(String text) {
            var swapped = new StringBuilder();
            text.chars()
                    .map(c -> Character.isLowerCase(c) ? Character.toUpperCase(c) : Character.toLowerCase(c))
                    .forEach(c -> swapped.append((char) c));
            return swapped.toString();
        }

        @Test
        @Tag("DG-05")
        void of_another_client_neither_counts_nor_consumes() {
            var codes = oauth.codes(TV);

            oauth.poll(codes.deviceCode(), RADIO).refused("invalid_grant");

            oauth.poll(codes).refused("authorization_pending");
        }

        @Test
        @Tag("DG-27")
        void of_a_confidential_client_needs_its_secret() {
            var answer = APP.kiosk().device().json(200);
            var codes = new OAuth.Codes(KIOSK, answer.text("device_code"), answer.text("user_code"));
            APP.browser().signIn(Person.ANN).approve(codes);

            oauth.poll(codes).unauthorized("invalid_client");

            APP.kiosk()
                    .token("grant_type", DEVICE_CODE_GRANT, "device_code", codes.deviceCode())
                    .json(200);
        }
    }

    @Nested
    @DisplayName("While the user has not decided")
    class Waiting {
        @Test
        @Tag("DG-01")
        @Tag("DG-22")
        void the_answer_is_pending_and_comes_at_once() {
            var codes = oauth.codes(TV);
            var before = System.nanoTime();

            oauth.poll(codes).refused("authorization_pending");

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        }

        @Test
        @Tag("DG-06")
        void two_polls_at_once_are_too_many() {
            var codes = oauth.codes(TV);
            oauth.poll(codes).refused("authorization_pending");

            var slower = oauth.poll(codes).refused("slow_down");

            assertThat(slower.json().path("interval").asInt()).isEqualTo(10);
        }

        @Test
        @Tag("DG-07")
        void a_device_that_slows_down_is_answered_again() {
            var codes = oauth.codes(TV);
            oauth.poll(codes);
            oauth.poll(codes).refused("slow_down");

            pass(INTERVAL.plusSeconds(5));

            oauth.poll(codes).refused("authorization_pending");
        }

        @Test
        @Tag("DG-08")
        void a_device_that_keeps_its_pace_is_told_again_to_slow_down() {
            var codes = oauth.codes(TV);
            oauth.poll(codes);
            oauth.poll(codes).refused("slow_down");

            pass(INTERVAL);

            assertThat(oauth.poll(codes)
                            .refused("slow_down")
                            .json()
                            .path("interval")
                            .asInt())
                    .isEqualTo(15);
        }

        @Test
        @Tag("DG-09")
        void polls_at_the_advertised_interval_are_never_too_many() {
            var codes = oauth.codes(TV);
            for (var i = 0; i < 3; i++) {
                oauth.poll(codes).refused("authorization_pending");
                pass(INTERVAL.minusMillis(500));
            }
            oauth.poll(codes).refused("authorization_pending");
        }

        @Test
        @Tag("DG-10")
        void denial_reaches_the_device_and_is_final() {
            var codes = oauth.codes(TV);
            APP.browser().signIn(Person.ANN).decide(codes.userCode(), "deny").page(200);

            oauth.poll(codes).refused("access_denied");
            oauth.poll(codes).refused("access_denied");
        }

        @Test
        @Tag("DG-11")
        void the_code_expires() {
            var codes = oauth.codes(TV);

            pass(LIFETIME);

            oauth.poll(codes).refused("expired_token");
        }

        @Test
        @Tag("DG-12")
        void an_expired_code_cannot_be_approved() {
            var codes = oauth.codes(TV);
            var browser = APP.browser().signIn(Person.ANN);
            var page = browser.enter(codes.userCode()).page(200);
            pass(LIFETIME);

            var late = browser.submit(page, "/device/verify", "decision", "approve");

            assertThat(late.page(400).body()).contains("invalid or has expired");
            oauth.poll(codes).refused("expired_token");
        }

        @Test
        @Tag("DG-44")
        void a_clock_set_back_does_not_revive_an_expired_code() {
            var codes = oauth.codes(TV);
            pass(LIFETIME);
            oauth.poll(codes).refused("expired_token");

            pass(Duration.ofMinutes(-10));

            oauth.poll(codes).refused("expired_token");
            pass(Duration.ofMinutes(10));
        }
    }

    @Nested
    @DisplayName("After approval")
    class Approved {
        @Test
        @Tag("DG-13")
        @Tag("DG-14")
        @Tag("DG-15")
        @Tag("DG-21")
        @Tag("DG-25")
        void the_device_gets_its_tokens() {
            var answer = oauth.poll(approved(TV)).json(200);

            assertThat(answer.text("access_token")).isNotEmpty();
            assertThat(answer.text("token_type")).isEqualTo("Bearer");
            assertThat(answer.json().path("expires_in").isIntegralNumber()).isTrue();
            assertThat(answer.text("refresh_token")).startsWith("agr_");
            assertThat(answer.text("scope")).isEqualTo(AppUnderTest.TV_SCOPES.toString());
            assertThat(answer.header("Pragma")).isEqualTo("no-cache");
        }

        @Test
        @Tag("DG-21")
        void the_scope_is_what_was_asked_for() {
            assertThat(APP.tokens(Person.ANN, TV, "scope", "read").text("scope"))
                    .isEqualTo("read");
        }

        @Test
        @Tag("DG-16")
        void the_code_is_spent_with_the_first_answer() {
            var codes = approved(TV);
            oauth.poll(codes).json(200);

            oauth.poll(codes).refused("invalid_grant");
        }

        /** That the first tokens live on is our rule; DG-40 would have them revoked. */
        @Test
        @Tag("DG-45")
        void a_replay_revokes_nothing_and_leaves_a_mark() {
            var codes = approved(TV);
            var token = oauth.poll(codes).json(200).text("access_token");

            oauth.poll(codes).refused("invalid_grant");

            oauth.tokenInfo(token).json(200);
            assertThat(APP.query("SELECT type FROM audit_events")).contains("device_code_replayed");
        }

        @Test
        @Tag("DG-17")
        void one_of_many_polls_at_once_gets_the_tokens() throws Exception {
            for (var round = 0; round < 3; round++) {
                var codes = approved(TV);
                var answers = Collections.synchronizedList(new ArrayList<Reply>());

                Race.run(runner -> {
                    answers.add(oauth.poll(codes));
                    return true;
                });

                assertThat(answers.stream().filter(answer -> answer.status() == 200))
                        .hasSize(1);
                answers.stream().filter(answer -> answer.status() != 200).forEach(answer -> assertThat(
                                answer.refusedSomehow().text("error"))
                        .isIn("invalid_grant", "slow_down"));
            }
        }

        @Test
        @Tag("DG-26")
        void two_flows_of_one_user_have_nothing_in_common() {
            var first = APP.tokens(Person.ANN, TV);
            var second = APP.tokens(Person.ANN, TV);

            assertThat(first.text("access_token")).isNotEqualTo(second.text("access_token"));
            assertThat(first.text("refresh_token")).isNotEqualTo(second.text("refresh_token"));
        }

        @Test
        @Tag("DG-41")
        void a_user_who_is_disabled_meanwhile_gives_no_tokens() {
            var person = new Person("gone", Person.ANN.password());
            var user = APP.enrol(person);
            var codes = oauth.codes(TV);
            APP.browser().signIn(person).approve(codes);

            try (var workspace = APP.server().workspace()) {
                workspace.users().replace(user, user.disabled());
            }

            oauth.poll(codes).refused("access_denied");
        }

        @Test
        @Tag("DG-42")
        void a_client_that_is_disabled_meanwhile_gets_no_tokens() {
            var client = APP.register("doomed");
            var codes = approved("doomed");
            try (var workspace = APP.server().workspace()) {
                workspace.clients().replace(client, client.disabled());
            }
            // Clients are remembered for up to a second of real time, so the change is asked for until it shows.
            var answer = Eventually.is(() -> oauth.poll(codes.deviceCode() + "x", "doomed"), a -> a.status() == 401);
            answer.unauthorized("invalid_client");

            oauth.poll(codes).unauthorized("invalid_client");
        }

        @Test
        @Tag("DG-43")
        void a_late_decision_changes_nothing() {
            var codes = oauth.codes(TV);
            var browser = APP.browser().signIn(Person.ANN);
            var page = browser.enter(codes.userCode()).page(200);
            browser.submit(page, "/device/verify", "decision", "approve").page(200);
            oauth.poll(codes).json(200);

            browser.submit(page, "/device/verify", "decision", "approve").page(400);
            browser.submit(page, "/device/verify", "decision", "deny").page(400);

            oauth.poll(codes).refused("invalid_grant");
        }

        @Test
        @Tag("DG-45")
        void a_lost_answer_leaves_one_whole_grant_or_none() throws IOException {
            var codes = approved(TV);
            var form = Http.form(
                    "grant_type", DEVICE_CODE_GRANT, "device_code", codes.deviceCode(), "client_id", codes.clientId());
            try (var socket = APP.wire().connect()) {
                socket.getOutputStream()
                        .write(("POST /oauth/token HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                        + form.length() + "\r\n\r\n" + form)
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }

            Eventually.is(() -> oauth.poll(codes), answer -> "invalid_grant".equals(answer.text("error")));

            assertThat(
                            APP.query(
                                    "SELECT id FROM grants WHERE id NOT LIKE 'many-%' AND id NOT IN (SELECT grant_id FROM access_tokens)"))
                    .isEmpty();
        }

        @Test
        @Tag("DG-46")
        void the_tokens_must_be_collected_in_time() {
            var early = approved(TV);
            var late = approved(TV);

            pass(LIFETIME.plus(COLLECTION).minusSeconds(1));
            oauth.poll(early).json(200);
            pass(Duration.ofSeconds(1));

            oauth.poll(late).refused("expired_token");
        }

        @Test
        @Tag("HT-16")
        void eight_whole_flows_at_once_get_eight_tokens() throws Exception {
            var flows = 8;
            List<String> tokens = Collections.synchronizedList(new ArrayList<>());

            Race.run(runner -> runner < flows && tokens.add(APP.accessToken()));

            assertThat(tokens).hasSize(flows).doesNotHaveDuplicates();
        }
    }
}
