package dev.authgate.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.sdk.testkit.FakeAuthServer;
import dev.authgate.sdk.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8628 section 3.5: how a device polls")
class DevicePollingTest {
    private final ManualClock clock = new ManualClock();
    private final FakeAuthServer server = FakeAuthServer.start(clock);
    private final OAuthClient client =
            OAuthClient.builder(server.issuer(), "my-cli").time(clock).build();
    private final List<LoginEvent> events = new ArrayList<>();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Nested
    @DisplayName("the pause between polls")
    class Interval {
        @Test
        void passes_before_the_first_poll() throws Exception {
            server.asksForInterval(Duration.ofSeconds(7)).approve();

            login();

            assertThat(pauses()).hasSize(1);
            assertThat(pauses().get(0)).isBetween(seconds(7), seconds(7.7));
        }

        @Test
        void is_five_seconds_when_the_server_names_none() throws Exception {
            server.asksForNoInterval().pend().approve();

            login();

            assertThat(pauses()).allSatisfy(pause -> assertThat(pause).isBetween(seconds(5), seconds(5.5)));
        }

        @Test
        void is_five_seconds_when_the_server_names_nothing_sensible() throws Exception {
            server.onStart().altered(body -> body.replace("\"interval\":5", "\"interval\":-1"));
            server.pend().approve();

            login();

            assertThat(pauses()).allSatisfy(pause -> assertThat(pause).isBetween(seconds(5), seconds(5.5)));
        }

        @Test
        void is_spread_so_that_devices_do_not_come_all_at_once() throws Exception {
            for (var poll = 0; poll < 40; poll++) {
                server.pend();
            }
            server.approve();

            login();

            assertThat(pauses().stream().distinct().count()).isGreaterThan(10);
        }

        @Test
        void is_told_with_the_time_left() throws Exception {
            server.asksForInterval(Duration.ofSeconds(3)).approve();

            login();

            assertThat(events).hasSizeBetween(3, 4).allSatisfy(event -> assertThat(event)
                    .isInstanceOf(LoginEvent.Waiting.class));
            assertThat(events.get(0).remaining()).isEqualTo(Duration.ofMinutes(15));
            assertThat(events.get(2).remaining())
                    .isEqualTo(Duration.ofMinutes(15).minusSeconds(2));
        }
    }

    @Nested
    @DisplayName("slow_down")
    class SlowDown {
        @Test
        void adds_five_seconds_for_good() throws Exception {
            server.slowDown().pend().pend().approve();

            login();

            assertThat(pauses().get(0)).isBetween(seconds(5), seconds(5.5));
            assertThat(pauses().subList(1, 4))
                    .allSatisfy(pause -> assertThat(pause).isBetween(seconds(10), seconds(13)));
        }

        @Test
        void adds_up() throws Exception {
            server.slowDown().slowDown().slowDown().approve();

            login();

            assertThat(pauses().get(2)).isGreaterThanOrEqualTo(seconds(15));
            assertThat(pauses().get(3)).isBetween(seconds(20), seconds(26));
        }

        @Test
        void takes_the_interval_of_the_server_when_it_is_longer() throws Exception {
            server.slowDown(Duration.ofSeconds(30)).approve();

            login();

            assertThat(pauses().get(1)).isBetween(seconds(30), seconds(39));
        }

        @Test
        void adds_five_seconds_when_the_interval_of_the_server_is_shorter() throws Exception {
            server.slowDown(Duration.ofSeconds(1)).approve();

            login();

            assertThat(pauses().get(1)).isGreaterThanOrEqualTo(seconds(10));
        }

        @Test
        void leaves_a_margin_for_a_clock_that_runs_too_fast() throws Exception {
            server.slowDown().pend().approve();

            login();

            assertThat(pauses().get(1)).isGreaterThanOrEqualTo(seconds(12));
            assertThat(pauses().get(2)).isGreaterThanOrEqualTo(seconds(12));
        }

        @Test
        void counts_as_such_with_status_429() throws Exception {
            server.onPoll().answer(429, "Retry-After", "20", "{\"error\":\"slow_down\"}");
            server.approve();

            login();

            assertThat(pauses().get(1)).isBetween(seconds(20), seconds(26));
            assertThat(events).anySatisfy(event -> assertThat(event).isInstanceOf(LoginEvent.SlowedDown.class));
        }

        @Test
        void is_told() throws Exception {
            server.slowDown().approve();

            login();

            assertThat(events)
                    .filteredOn(LoginEvent.SlowedDown.class::isInstance)
                    .singleElement()
                    .satisfies(event -> assertThat(((LoginEvent.SlowedDown) event).interval())
                            .isEqualTo(seconds(10)));
        }
    }

    @Nested
    @DisplayName("a fault that passes")
    class PassingFault {
        @Test
        void doubles_the_pause_each_time_up_to_a_minute() throws Exception {
            for (var fault = 0; fault < 6; fault++) {
                server.onPoll().dropRequest();
            }
            server.approve();

            login();

            assertThat(pauses().get(1)).isBetween(seconds(10), seconds(11));
            assertThat(pauses().get(2)).isBetween(seconds(20), seconds(22));
            assertThat(pauses().get(3)).isBetween(seconds(40), seconds(44));
            assertThat(pauses().get(4)).isEqualTo(seconds(60));
            assertThat(pauses().get(6)).isEqualTo(seconds(60));
        }

        @Test
        void is_forgotten_after_an_answer() throws Exception {
            server.onPoll().fail(502).fail(500);
            server.pend().approve();

            login();

            assertThat(pauses().get(3)).isBetween(seconds(5), seconds(5.5));
        }

        @Test
        void never_shortens_a_pause_that_is_longer_than_a_minute() throws Exception {
            server.asksForInterval(Duration.ofSeconds(90)).onPoll().fail(500);
            server.approve();

            login();

            assertThat(pauses().get(1)).isGreaterThanOrEqualTo(seconds(90));
        }

        @Test
        void waits_as_many_seconds_as_the_server_asks() throws Exception {
            server.onPoll().unavailable(Duration.ofSeconds(100)).tooMany(Duration.ofSeconds(7));
            server.approve();

            login();

            assertThat(pauses().get(1)).isEqualTo(seconds(100));
            assertThat(pauses().get(2)).isEqualTo(seconds(7));
        }

        @Test
        void waits_until_the_date_that_the_server_names() throws Exception {
            server.onPoll().unavailableUntil(clock.now().plusSeconds(100));
            server.approve();

            login();

            assertThat(clock.passed()).isBetween(seconds(99), seconds(101));
        }

        @Test
        void counts_a_date_by_the_clock_of_the_server() throws Exception {
            var ahead = new ManualClock(clock.now().plus(Duration.ofHours(1)));
            try (var other = FakeAuthServer.start(ahead);
                    var visitor = OAuthClient.builder(other.issuer(), "my-cli")
                            .time(clock)
                            .build()) {
                other.onPoll().unavailableUntil(ahead.now().plusSeconds(100));
                other.approve();

                visitor.startDeviceLogin().await();

                assertThat(clock.passed()).isBetween(seconds(105), seconds(107));
            }
        }

        @Test
        void never_comes_sooner_than_the_interval_whatever_the_server_asks() throws Exception {
            server.onPoll().unavailable(Duration.ZERO);
            server.approve();

            login();

            assertThat(pauses().get(1)).isGreaterThanOrEqualTo(seconds(5));
        }

        @Test
        void does_not_end_the_sign_in_before_its_time() throws Exception {
            server.codesLastFor(Duration.ofMinutes(10));
            for (var fault = 0; fault < 100; fault++) {
                server.onPoll().fail(503);
            }

            assertThat(login()).isInstanceOf(LoginResult.Expired.class);

            assertThat(clock.passed()).isEqualTo(Duration.ofMinutes(10));
        }

        @Test
        void is_told_with_its_reason_and_the_next_try() throws Exception {
            server.onPoll().unavailable(Duration.ofSeconds(30));
            server.approve();

            login();

            assertThat(events)
                    .filteredOn(LoginEvent.Retrying.class::isInstance)
                    .singleElement()
                    .satisfies(event -> {
                        var retrying = (LoginEvent.Retrying) event;
                        assertThat(retrying.reason().code()).isEqualTo(OAuthException.Code.SERVER);
                        assertThat(retrying.reason()).hasMessageContaining("503");
                        assertThat(retrying.in()).isEqualTo(seconds(30));
                    });
        }

        @Test
        void may_be_the_name_temporarily_unavailable() throws Exception {
            server.onPoll().refuse("temporarily_unavailable");
            server.approve();

            assertThat(login()).isInstanceOf(LoginResult.Approved.class);
        }
    }

    @Nested
    @DisplayName("the end of the code's time")
    class Expiry {
        @Test
        void ends_the_sign_in_without_another_poll() throws Exception {
            server.codesLastFor(Duration.ofSeconds(28));

            assertThat(login()).isInstanceOf(LoginResult.Expired.class);

            assertThat(clock.passed()).isEqualTo(seconds(28));
            assertThat(server.polls()).allSatisfy(poll -> assertThat(poll.at()).isBefore(clock.now()));
        }

        @Test
        void counts_from_before_the_request() throws Exception {
            server.codesLastFor(Duration.ofSeconds(28)).onStart().altered(body -> {
                clock.advance(Duration.ofSeconds(10));
                return body;
            });

            login();

            assertThat(clock.passed()).isEqualTo(seconds(28));
        }

        @Test
        void may_come_from_the_server() throws Exception {
            server.pend().expire();

            assertThat(login()).isInstanceOf(LoginResult.Expired.class);
        }

        @Test
        void comes_before_a_pause_that_the_server_asks_for() throws Exception {
            server.codesLastFor(Duration.ofMinutes(5)).onPoll().unavailable(Duration.ofHours(1));

            assertThat(login()).isInstanceOf(LoginResult.Expired.class);

            assertThat(server.polls()).hasSize(1);
            assertThat(clock.passed()).isEqualTo(Duration.ofMinutes(5));
        }
    }

    @Nested
    @DisplayName("a machine that has slept")
    class Sleep {
        @Test
        void asks_at_once_when_it_wakes() throws Exception {
            server.asksForInterval(Duration.ofMinutes(1)).pend().approve();
            clock.in(Duration.ofSeconds(70), () -> clock.sleep(Duration.ofMinutes(2)));

            assertThat(login()).isInstanceOf(LoginResult.Approved.class);

            assertThat(clock.passed()).isBetween(seconds(70), seconds(72));
        }

        @Test
        void still_asks_no_sooner_than_allowed() throws Exception {
            server.asksForInterval(Duration.ofMinutes(2)).pend().approve();
            clock.in(Duration.ofSeconds(140), () -> clock.sleep(Duration.ofSeconds(40)));

            login();

            assertThat(pauses().get(1)).isGreaterThanOrEqualTo(seconds(120));
        }

        @Test
        void learns_from_the_server_that_the_code_has_expired() throws Exception {
            server.codesLastFor(Duration.ofMinutes(5)).pend().expire();
            clock.in(Duration.ofSeconds(8), () -> clock.sleep(Duration.ofHours(8)));

            assertThat(login()).isInstanceOf(LoginResult.Expired.class);

            assertThat(clock.passed()).isLessThan(seconds(12));
        }

        @Test
        void takes_a_code_that_the_server_has_forgotten_for_an_expired_one() throws Exception {
            server.codesLastFor(Duration.ofMinutes(5)).pend().onPoll().refuse("invalid_grant");
            clock.in(Duration.ofSeconds(8), () -> clock.sleep(Duration.ofHours(8)));

            assertThat(login()).isInstanceOf(LoginResult.Expired.class);
        }
    }

    @Nested
    @DisplayName("a server that holds polls (RFC 7240 section 4.3)")
    class Hold {
        @ParameterizedTest
        @ValueSource(ints = {6, 34, 36, 50, 67, 81, 100, 115})
        void gives_the_tokens_at_once(int second) throws Exception {
            server.holdsPollsFor(Duration.ofSeconds(30));
            clock.in(Duration.ofSeconds(second), server::approve);

            assertThat(login()).isInstanceOf(LoginResult.Approved.class);

            assertThat(clock.passed()).isEqualTo(seconds(second));
        }

        @Test
        void is_asked_to_wait_no_longer_than_it_offers() throws Exception {
            server.holdsPollsFor(Duration.ofSeconds(25)).pend().approve();

            login();

            assertThat(server.polls())
                    .allSatisfy(poll -> assertThat(poll.header("Prefer")).contains("wait=25"));
        }

        @Test
        void is_asked_to_wait_no_longer_than_the_code_is_good() throws Exception {
            server.holdsPollsFor(Duration.ofSeconds(30)).codesLastFor(Duration.ofSeconds(40));

            assertThat(login()).isInstanceOf(LoginResult.Expired.class);

            assertThat(clock.passed()).isLessThanOrEqualTo(seconds(40));
        }

        @Test
        void is_not_asked_to_when_its_metadata_does_not_offer_it() throws Exception {
            server.pend().approve();

            login();

            assertThat(server.polls())
                    .allSatisfy(poll -> assertThat(poll.header("Prefer")).isEmpty());
        }

        @Test
        void is_asked_at_the_usual_pace_when_it_answers_early() throws Exception {
            server.holdsPollsFor(Duration.ofSeconds(30)).pend().pend().pend().approve();

            login();

            assertThat(pauses()).allSatisfy(pause -> assertThat(pause).isGreaterThanOrEqualTo(seconds(5)));
        }

        @Test
        void is_not_asked_to_again_when_a_proxy_has_cut_a_held_poll() throws Exception {
            server.holdsPollsFor(Duration.ofSeconds(30)).onPoll().timeOut(Duration.ofSeconds(20));
            clock.in(Duration.ofMinutes(1), server::approve);

            assertThat(login()).isInstanceOf(LoginResult.Approved.class);

            assertThat(server.polls().get(0).header("Prefer")).isPresent();
            assertThat(server.polls()).hasSizeGreaterThan(2);
            assertThat(server.polls().subList(1, server.polls().size()))
                    .allSatisfy(poll -> assertThat(poll.header("Prefer")).isEmpty());
        }

        @Test
        void is_asked_to_again_after_a_fault_of_another_kind() throws Exception {
            server.holdsPollsFor(Duration.ofSeconds(30)).onPoll().dropRequest();
            server.approve();

            login();

            assertThat(server.polls().get(1).header("Prefer")).contains("wait=30");
        }
    }

    @Nested
    @DisplayName("an end that is no passing fault")
    class End {
        @Test
        void is_a_session_when_the_person_said_yes() throws Exception {
            server.pend().approve();

            var result = login();

            assertThat(result).isInstanceOfSatisfying(LoginResult.Approved.class, approved -> assertThat(
                            approved.session().scopes())
                    .containsExactly("read", "write"));
            assertThat(client.session()).isPresent();
        }

        @Test
        void is_a_no_with_the_words_of_the_server() throws Exception {
            server.deny();

            var result = login();

            assertThat(result).isInstanceOfSatisfying(LoginResult.Denied.class, denied -> assertThat(denied.reason())
                    .contains("The fake server says access_denied"));
        }

        @Test
        void is_a_fault_when_the_server_does_not_know_the_client() {
            server.onPoll().refuse("invalid_client");

            assertFault(OAuthException.Code.CLIENT_REFUSED);
        }

        @Test
        void is_a_fault_when_the_answer_with_the_tokens_was_lost() {
            server.onPoll().dropReply();

            assertFault(OAuthException.Code.LOGIN_REQUIRED);
            assertThat(server.polls()).hasSize(2);
        }

        @Test
        void is_a_fault_when_the_server_refuses_for_a_reason_of_its_own() {
            server.onPoll().refuse("no_such_luck");

            assertFault(OAuthException.Code.REFUSED);
        }

        @Test
        void is_a_fault_when_the_answer_is_cut_off() {
            server.onPoll().altered(body -> body.substring(0, body.length() / 2));

            assertFault(OAuthException.Code.PROTOCOL);
        }

        @Test
        void is_the_same_with_status_200_as_some_servers_have_it() throws Exception {
            server.onPoll().answer(200, "{\"error\":\"authorization_pending\"}");
            server.deny();

            assertThat(login()).isInstanceOf(LoginResult.Denied.class);
        }

        private void assertFault(OAuthException.Code code) {
            assertThatThrownBy(() -> login())
                    .isInstanceOfSatisfying(OAuthException.class, fault -> assertThat(fault.code())
                            .isEqualTo(code));
        }
    }

    private LoginResult login() throws Exception {
        try (var login = client.startDeviceLogin()) {
            return login.onEvent(events::add).await();
        }
    }

    /** What passed before each poll since the one before, by the server's clock. */
    private List<Duration> pauses() {
        var pauses = new ArrayList<Duration>();
        var before = server.requests("/oauth/device/code").get(0).at();
        for (var poll : server.polls()) {
            pauses.add(Duration.between(before, poll.at()));
            before = poll.at();
        }
        return pauses;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
