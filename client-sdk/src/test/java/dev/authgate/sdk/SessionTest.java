package dev.authgate.sdk;

import static dev.authgate.sdk.ScriptedEndpoints.LIFETIME;
import static dev.authgate.sdk.ScriptedEndpoints.fault;
import static dev.authgate.sdk.ScriptedEndpoints.issued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.UnwillingStore.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A session")
@Timeout(30)
final class SessionTest extends SessionFixture {
    @Test
    void is_kept_from_its_start_and_found_again() throws Exception {
        started();

        var again = resumed();

        assertThat(again.accessToken().reveal()).isEqualTo("access-0");
        assertThat(again.accessToken().asHeader()).isEqualTo("Bearer access-0");
        assertThat(again.expiresAt()).isEqualTo(StoppedTime.NOON.plus(LIFETIME));
        assertThat(again.scopes()).containsExactly("read");
        assertThat(again.key()).isEqualTo(KEY);
        assertThat(again).hasToString("Session[" + KEY + ", access token until 2026-11-24T13:00:00Z]");
    }

    @Test
    void is_not_found_where_there_is_none() throws Exception {
        assertThat(Session.resumed(parts, KEY)).isEmpty();
    }

    @Test
    void does_not_start_when_it_cannot_be_kept_and_the_server_is_told() {
        store.refused.add(Call.SAVE);

        assertThat(faultOf(this::started).code()).isEqualTo(Code.STORE);
        assertThat(server.revoked).containsExactly("refresh-0");
    }

    @Test
    void ends_some_day_even_if_the_server_says_for_ever() throws Exception {
        var session = Session.started(parts, KEY, issued(0, Duration.ofSeconds(Long.MAX_VALUE)));

        assertThat(session.expiresAt())
                .isAfter(StoppedTime.NOON)
                .isBefore(StoppedTime.NOON.plus(Duration.ofDays(4000)));
    }

    @Test
    void survives_a_listener_that_fails() throws Exception {
        var deaf = new SessionParts(
                server,
                store,
                time,
                event -> {
                    throw new IllegalStateException("deaf");
                },
                parts.http(),
                RefreshAhead.DEFAULT);
        var session = Session.started(deaf, KEY, issued(0, LIFETIME));

        assertThatNoException().isThrownBy(session::refresh);
    }

    @Test
    void tells_of_a_store_that_cannot_be_read() throws Exception {
        var session = started();
        store.refused.add(Call.LOAD);
        time.pass(EXPIRED);

        assertThat(faultOf(session::accessToken).code()).isEqualTo(Code.STORE);
        assertThat(server.refreshed()).isEmpty();
    }

    @Nested
    @DisplayName("whose token is fresh")
    final class Fresh {
        @Test
        void asks_neither_server_nor_store() throws Exception {
            var session = started();
            store.refused.addAll(List.of(Call.LOAD, Call.LOCK));

            time.pass(LIFETIME.minusMinutes(6));

            assertThat(session.accessToken().reveal()).isEqualTo("access-0");
            assertThat(server.refreshed()).isEmpty();
        }

        @Test
        void refreshes_when_told_to() throws Exception {
            var session = started();

            assertThat(session.refresh().reveal()).isEqualTo("access-1");
            assertThat(session.accessToken().reveal()).isEqualTo("access-1");
            assertThat(stored().refreshToken()).isEqualTo("refresh-1");
            assertThat(stored().generation()).isEqualTo(1);
            assertThat(next(SessionEvent.Refreshed.class).expiresAt()).isEqualTo(session.expiresAt());
        }

        @Test
        void replaces_a_token_that_an_api_refused_once_for_all_who_ask() throws Exception {
            var session = started();
            var refused = session.accessToken();

            assertThat(session.replace(refused).reveal()).isEqualTo("access-1");
            assertThat(session.replace(refused).reveal()).isEqualTo("access-1");
            assertThat(server.refreshed()).containsExactly("refresh-0");
        }
    }

    @Nested
    @DisplayName("whose token is stale")
    final class Stale {
        @Test
        void gives_the_token_at_once_and_fetches_the_next_one_behind_it() throws Exception {
            var session = started();
            var gate = new CountDownLatch(1);
            server.waitingFor(gate);
            time.pass(STALE);

            assertThat(session.accessToken().reveal()).isEqualTo("access-0");
            assertThat(session.accessToken().reveal()).isEqualTo("access-0");
            gate.countDown();
            next(SessionEvent.Refreshed.class);

            awaitToken(session, "access-1");
            assertThat(server.refreshed()).containsExactly("refresh-0");
        }

        @Test
        void goes_on_with_the_token_when_the_server_is_away_and_tries_again_later() throws Exception {
            var session = started();
            server.failing(fault(Code.NETWORK), fault(Code.NETWORK), fault(Code.NETWORK));
            time.pass(STALE);

            session.accessToken();
            assertThat(next(SessionEvent.RefreshDelayed.class).fault().code()).isEqualTo(Code.NETWORK);
            assertThat(server.refreshed()).containsExactly("refresh-0", "refresh-0", "refresh-0");
            assertThat(session.accessToken().reveal()).isEqualTo("access-0");
            assertThat(server.refreshed()).as("a rest follows a fault").hasSize(3);

            time.pass(Duration.ofSeconds(31));
            session.accessToken();
            next(SessionEvent.Refreshed.class);
            awaitToken(session, "access-4");
        }

        @Test
        void calls_nothing_delayed_that_was_cancelled_because_the_program_ends() throws Exception {
            var session = started();
            server.failing(fault(Code.CANCELLED));
            time.pass(STALE);

            assertThatThrownBy(session::refresh)
                    .isInstanceOfSatisfying(OAuthException.class, cancelled -> assertThat(cancelled.code())
                            .isEqualTo(Code.CANCELLED));

            time.pass(Duration.ofSeconds(31));
            session.refresh();
            next(SessionEvent.Refreshed.class);
        }

        @Test
        void uses_what_another_program_has_fetched() throws Exception {
            var session = started();
            time.pass(STALE);
            resumed().refresh();

            session.accessToken();

            awaitToken(session, "access-1");
            assertThat(server.refreshed()).hasSize(1);
        }
    }

    @Nested
    @DisplayName("whose token an API refused")
    final class Refused {
        @Test
        void gives_one_with_time_before_it_and_no_stale_one() throws Exception {
            var session = started();
            var refused = session.accessToken();
            session.refresh();
            time.pass(STALE);

            assertThat(session.replace(refused).reveal()).isEqualTo("access-2");
        }

        @Test
        void gives_a_stale_one_when_the_server_is_away() throws Exception {
            var session = started();
            var refused = session.accessToken();
            session.refresh();
            time.pass(STALE);
            for (var fault = 0; fault < 6; fault++) {
                server.failing(fault(Code.NETWORK));
            }

            assertThat(session.replace(refused).reveal()).isEqualTo("access-1");
        }

        @Test
        void tells_the_fault_when_there_is_no_other() throws Exception {
            var session = started();
            server.failing(fault(Code.NETWORK), fault(Code.NETWORK), fault(Code.NETWORK));

            assertThat(faultOf(() -> session.replace(session.accessToken())).code())
                    .isEqualTo(Code.NETWORK);
        }
    }

    @Nested
    @DisplayName("is replaced ahead of its end")
    final class Ahead {
        @Test
        void by_five_minutes_and_thirty_seconds_for_tokens_of_an_hour() {
            assertThat(after(LIFETIME, LIFETIME.minusSeconds(301))).isEqualTo(Freshness.FRESH);
            assertThat(after(LIFETIME, LIFETIME.minusSeconds(300))).isEqualTo(Freshness.STALE);
            assertThat(after(LIFETIME, LIFETIME.minusSeconds(31))).isEqualTo(Freshness.STALE);
            assertThat(after(LIFETIME, LIFETIME.minusSeconds(30))).isEqualTo(Freshness.EXPIRED);
        }

        @Test
        void by_a_quarter_and_a_tenth_for_tokens_of_two_seconds() {
            var two = Duration.ofSeconds(2);

            assertThat(after(two, Duration.ofMillis(1499))).isEqualTo(Freshness.FRESH);
            assertThat(after(two, Duration.ofMillis(1500))).isEqualTo(Freshness.STALE);
            assertThat(after(two, Duration.ofMillis(1799))).isEqualTo(Freshness.STALE);
            assertThat(after(two, Duration.ofMillis(1800))).isEqualTo(Freshness.EXPIRED);
        }

        private static Freshness after(Duration lifetime, Duration passed) {
            return RefreshAhead.DEFAULT.of(
                    StoppedTime.NOON, StoppedTime.NOON.plus(lifetime), StoppedTime.NOON.plus(passed));
        }

        @Test
        void by_times_that_make_sense() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RefreshAhead(Duration.ofSeconds(1), Duration.ofSeconds(2)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RefreshAhead(Duration.ofSeconds(1), Duration.ofSeconds(-1)));
        }
    }
}
