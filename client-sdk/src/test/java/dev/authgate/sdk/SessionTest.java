package dev.authgate.sdk;

import static dev.authgate.sdk.ScriptedEndpoints.LIFETIME;
import static dev.authgate.sdk.ScriptedEndpoints.busy;
import static dev.authgate.sdk.ScriptedEndpoints.fault;
import static dev.authgate.sdk.ScriptedEndpoints.issued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.UnwillingStore.Call;
import dev.authgate.sdk.internal.IssuedTokens;
import dev.authgate.sdk.internal.SessionEndpoints;
import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.StoredSession;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A session")
@Timeout(30)
final class SessionTest {
    private static final SessionKey KEY =
            new SessionKey(URI.create("https://auth.example.com"), "my-cli", SessionKey.DEFAULT_PROFILE);
    private static final Duration STALE = LIFETIME.minusMinutes(4);
    private static final Duration EXPIRED = LIFETIME.minusSeconds(20);

    private final StoppedTime time = new StoppedTime();
    private final UnwillingStore store = new UnwillingStore();
    private final ScriptedEndpoints server = new ScriptedEndpoints();
    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final SessionParts parts =
            new SessionParts(server, store, time, events::add, new OkHttpClient(), RefreshAhead.DEFAULT);

    private Session started() throws OAuthException {
        return Session.started(parts, KEY, issued(0, LIFETIME));
    }

    private Session resumed() throws OAuthException {
        return Session.resumed(parts, KEY).orElseThrow();
    }

    private <T extends SessionEvent> T next(Class<T> type) throws InterruptedException {
        var event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).isInstanceOf(type);
        return type.cast(event);
    }

    private static OAuthException faultOf(ThrowingCall call) {
        try {
            call.run();
        } catch (OAuthException e) {
            return e;
        }
        throw new AssertionError("no fault");
    }

    @FunctionalInterface
    private interface ThrowingCall {
        void run() throws OAuthException;
    }

    private StoredSession stored() {
        return store.inside.load(KEY).orElseThrow();
    }

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

    private static void awaitToken(Session session, String text) throws OAuthException {
        var giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!session.accessToken().reveal().equals(text)) {
            assertThat(System.nanoTime()).as("waiting for " + text).isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    @Nested
    @DisplayName("whose token is over")
    final class Expired {
        @Test
        void makes_one_request_for_any_number_of_threads_and_handles() throws Exception {
            started();
            var handles = List.of(resumed(), resumed(), resumed());
            time.pass(EXPIRED);
            var threads = Executors.newFixedThreadPool(24);
            var calls = new ArrayList<Callable<String>>();
            for (var call = 0; call < 96; call++) {
                var session = handles.get(call % handles.size());
                calls.add(() -> session.accessToken().reveal());
            }

            for (var answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo("access-1");
            }
            threads.shutdown();

            assertThat(server.refreshed()).containsExactly("refresh-0");
        }

        @Test
        void asks_again_with_the_same_token_when_an_answer_is_lost() throws Exception {
            var session = started();
            time.pass(EXPIRED);
            server.failing(fault(Code.NETWORK), busy(Duration.ofSeconds(3)));

            assertThat(session.accessToken().reveal()).isEqualTo("access-3");
            assertThat(server.refreshed()).containsExactly("refresh-0", "refresh-0", "refresh-0");
            assertThat(time.waits).containsExactly(Duration.ofMillis(200), Duration.ofSeconds(3));
        }

        @Test
        void asks_with_the_same_token_in_the_next_call_too() throws Exception {
            var session = started();
            time.pass(EXPIRED);
            server.failing(fault(Code.NETWORK), fault(Code.NETWORK), fault(Code.NETWORK));

            var fault = faultOf(session::accessToken);
            assertThat(fault.code()).isEqualTo(Code.NETWORK);
            assertThat(fault.retryable()).isTrue();
            assertThat(session.accessToken().reveal()).isEqualTo("access-4");
            assertThat(server.refreshed()).containsOnly("refresh-0");
        }

        @Test
        void leaves_a_server_alone_for_as_long_as_it_asks() throws Exception {
            var session = started();
            time.pass(EXPIRED);
            server.failing(busy(Duration.ofSeconds(60)));

            assertThat(faultOf(session::accessToken).retryAfter()).contains(Duration.ofSeconds(60));
            time.pass(Duration.ofSeconds(10));
            var second = faultOf(session::accessToken);
            assertThat(second.retryAfter()).contains(Duration.ofSeconds(50));
            assertThat(second.requestId()).contains("req-1");
            assertThat(server.refreshed()).hasSize(1);

            time.pass(Duration.ofSeconds(50));
            assertThat(session.accessToken().reveal()).isEqualTo("access-2");
        }

        @Test
        void keeps_what_the_server_does_not_give_anew() throws Exception {
            var fixed = new SessionParts(
                    new FixedRefreshToken(), store, time, events::add, parts.http(), RefreshAhead.DEFAULT);
            var session = Session.started(fixed, KEY, issued(0, LIFETIME));
            time.pass(EXPIRED);

            assertThat(session.accessToken().reveal()).isEqualTo("access-next");
            assertThat(stored().refreshToken()).isEqualTo("refresh-0");
            assertThat(session.scopes()).containsExactly("read");
        }

        @Test
        void lets_an_interrupted_thread_go_and_keeps_what_comes_all_the_same() throws Exception {
            var session = started();
            time.pass(EXPIRED);
            var gate = new CountDownLatch(1);
            server.waitingFor(gate);

            Thread.currentThread().interrupt();
            assertThat(faultOf(session::accessToken).code()).isEqualTo(Code.CANCELLED);
            assertThat(Thread.interrupted()).isTrue();
            gate.countDown();

            next(SessionEvent.Refreshed.class);
            assertThat(stored().refreshToken()).isEqualTo("refresh-1");
        }

        @Test
        void tells_a_fault_of_the_client_and_forgets_nothing() throws Exception {
            var session = started();
            time.pass(EXPIRED);
            server.failing(fault(Code.CLIENT_REFUSED));

            assertThat(faultOf(session::accessToken).code()).isEqualTo(Code.CLIENT_REFUSED);
            assertThat(stored().refreshToken()).isEqualTo("refresh-0");
        }

        @Test
        void needs_a_sign_in_when_there_is_no_refresh_token_but_not_before_the_end() throws Exception {
            var session = Session.started(parts, KEY, new IssuedTokens("only", LIFETIME, null, List.of("read")));

            time.pass(LIFETIME.minusSeconds(1));
            assertThat(session.accessToken().reveal()).isEqualTo("only");
            time.pass(Duration.ofSeconds(1));

            assertThat(faultOf(session::accessToken).code()).isEqualTo(Code.LOGIN_REQUIRED);
            assertThat(server.refreshed()).isEmpty();
        }
    }

    private static final class FixedRefreshToken implements SessionEndpoints {
        @Override
        public IssuedTokens refresh(String refreshToken) {
            return new IssuedTokens("access-next", LIFETIME, null, List.of());
        }

        @Override
        public void revoke(String token) {}
    }

    @Nested
    @DisplayName("that the server ended")
    final class Ended {
        @Test
        void is_wiped_and_needs_a_sign_in() throws Exception {
            var session = started();
            time.pass(EXPIRED);
            server.failing(fault(Code.LOGIN_REQUIRED));

            assertThat(faultOf(session::accessToken).code()).isEqualTo(Code.LOGIN_REQUIRED);

            next(SessionEvent.Ended.class);
            assertThat(store.inside.load(KEY)).isEmpty();
            assertThat(faultOf(session::accessToken)).hasMessageContaining("Signed out");
            assertThat(server.refreshed()).hasSize(1);
            assertThat(events).isEmpty();
        }

        @Test
        void needs_a_sign_in_even_if_it_cannot_be_wiped() throws Exception {
            var session = started();
            time.pass(EXPIRED);
            server.failing(fault(Code.LOGIN_REQUIRED));
            store.refused.add(Call.DELETE);

            assertThat(faultOf(session::accessToken).code()).isEqualTo(Code.LOGIN_REQUIRED);
        }

        @Test
        void goes_on_with_the_tokens_that_another_program_got_meanwhile() throws Exception {
            var session = started();
            time.pass(EXPIRED);
            // Where the file system has no locks, two programs ask at once.
            var racing =
                    new SessionParts(new OvertakenOnce(), store, time, events::add, parts.http(), RefreshAhead.DEFAULT);
            var late = Session.resumed(racing, KEY).orElseThrow();

            assertThat(late.accessToken().reveal()).isEqualTo("theirs");
            assertThat(session.accessToken().reveal()).isEqualTo("theirs");
            assertThat(events).isEmpty();
        }

        /** While it answers, another program saves what it got. */
        private final class OvertakenOnce implements SessionEndpoints {
            @Override
            public IssuedTokens refresh(String refreshToken) throws OAuthException {
                var before = stored();
                store.save(
                        KEY,
                        new StoredSession(
                                "theirs",
                                time.now(),
                                time.now().plus(LIFETIME),
                                "their-refresh",
                                List.of("read"),
                                before.generation() + 1,
                                before.signedInAt()));
                throw fault(Code.LOGIN_REQUIRED);
            }

            @Override
            public void revoke(String token) {}
        }

        @Test
        void goes_on_when_the_person_signs_in_again_in_another_program() throws Exception {
            var session = started();
            time.pass(EXPIRED);
            server.failing(fault(Code.LOGIN_REQUIRED));
            faultOf(session::accessToken);

            Session.started(parts, KEY, issued(77, LIFETIME));

            assertThat(session.accessToken().reveal()).isEqualTo("access-77");
        }
    }

    @Nested
    @DisplayName("whose new tokens the store does not take")
    final class NotKept {
        @Test
        void goes_on_from_memory_and_says_so_loudly() throws Exception {
            var session = started();
            store.refused.add(Call.SAVE);

            assertThat(session.refresh().reveal()).isEqualTo("access-1");

            assertThat(next(SessionEvent.NotKept.class).fault()).hasMessageContaining("disk is full");
            assertThat(stored().refreshToken()).isEqualTo("refresh-0");
            assertThat(session.refresh().reveal()).isEqualTo("access-2");
            assertThat(server.refreshed()).containsExactly("refresh-0", "refresh-1");
        }

        @Test
        void keeps_them_when_the_store_works_again() throws Exception {
            var session = started();
            store.refused.add(Call.SAVE_BY_BREAKING);
            session.refresh();
            next(SessionEvent.NotKept.class);
            store.refused.clear();

            time.pass(Duration.ofSeconds(31));
            assertThat(session.accessToken().reveal()).isEqualTo("access-1");

            next(SessionEvent.KeptAfterAll.class);
            assertThat(stored().refreshToken()).isEqualTo("refresh-1");
            assertThat(server.refreshed()).hasSize(1);
        }

        @Test
        void gives_way_to_a_later_sign_in() throws Exception {
            var session = started();
            store.refused.add(Call.SAVE);
            session.refresh();
            store.refused.clear();
            time.pass(Duration.ofSeconds(1));
            Session.started(parts, KEY, issued(9, LIFETIME));
            time.pass(EXPIRED);

            session.accessToken();

            assertThat(server.refreshed()).containsExactly("refresh-0", "refresh-9");
        }

        @Test
        void is_ended_as_any_other() throws Exception {
            var session = started();
            store.refused.add(Call.SAVE);
            session.refresh();
            time.pass(EXPIRED);
            server.failing(fault(Code.LOGIN_REQUIRED));

            assertThat(faultOf(session::accessToken).code()).isEqualTo(Code.LOGIN_REQUIRED);
            assertThat(store.inside.load(KEY)).isEmpty();
        }
    }

    @Nested
    @DisplayName("RFC 7009: that signs out")
    final class SigningOut {
        @Test
        void tells_the_server_and_wipes_the_tokens() throws Exception {
            var session = started();

            var report = session.logout();

            assertThat(report).isEqualTo(new LogoutReport(true, LogoutReport.Revocation.DONE, null));
            assertThat(report.why()).isEmpty();
            assertThat(server.revoked).containsExactly("refresh-0");
            assertThat(store.inside.load(KEY)).isEmpty();
            assertThat(faultOf(session::accessToken)).hasMessage("This session was signed out");
            assertThat(faultOf(session::refresh).code()).isEqualTo(Code.LOGIN_REQUIRED);
        }

        @Test
        void wipes_the_tokens_though_the_server_is_away() throws Exception {
            var session = started();
            server.failing(fault(Code.NETWORK));

            var report = session.logout();

            assertThat(report.wiped()).isTrue();
            assertThat(report.revocation()).isEqualTo(LogoutReport.Revocation.FAILED);
            assertThat(report.why().orElseThrow().code()).isEqualTo(Code.NETWORK);
            assertThat(store.inside.load(KEY)).isEmpty();
        }

        @Test
        void tells_the_server_of_what_another_program_got() throws Exception {
            var session = started();
            resumed().refresh();

            session.logout();

            assertThat(server.revoked).containsExactly("refresh-1");
        }

        @Test
        void tells_the_server_of_what_is_in_memory_alone() throws Exception {
            var session = started();
            store.refused.add(Call.SAVE);
            session.refresh();

            session.logout();

            assertThat(server.revoked).containsExactly("refresh-1");
            assertThat(store.inside.load(KEY)).isEmpty();
        }

        @Test
        void names_the_access_token_when_there_is_no_other() throws Exception {
            var session = Session.started(parts, KEY, new IssuedTokens("only", LIFETIME, null, List.of("read")));

            session.logout();

            assertThat(server.revoked).containsExactly("only");
        }

        @Test
        void wipes_without_the_lock_of_a_program_that_hangs_and_without_reading() throws Exception {
            var session = started();
            store.refused.addAll(List.of(Call.LOCK, Call.LOAD));

            assertThat(session.logout().wiped()).isTrue();
            assertThat(store.inside.load(KEY)).isEmpty();
        }

        @Test
        void is_a_fault_when_the_tokens_cannot_be_wiped() throws Exception {
            var session = started();
            store.refused.add(Call.DELETE);

            assertThat(faultOf(session::logout).code()).isEqualTo(Code.STORE);
            assertThat(server.revoked).hasSize(1);
        }

        @Test
        void ends_other_handles_at_their_next_refresh() throws Exception {
            var session = started();
            var other = resumed();
            session.logout();
            assertThat(session.logout().wiped()).isFalse();

            time.pass(EXPIRED);

            assertThat(faultOf(other::accessToken)).hasMessageContaining("Signed out");
            next(SessionEvent.Ended.class);
            assertThat(server.refreshed()).isEmpty();
        }

        @Test
        void is_not_undone_by_a_refresh_that_was_under_way() throws Exception {
            var session = started();
            var gate = new CountDownLatch(1);
            server.waitingFor(gate);
            time.pass(STALE);
            session.accessToken();

            var out = Executors.newSingleThreadExecutor();
            var report = out.submit(session::logout);
            gate.countDown();
            report.get();
            out.shutdown();

            assertThat(store.inside.load(KEY)).isEmpty();
            assertThat(faultOf(session::accessToken).code()).isEqualTo(Code.LOGIN_REQUIRED);
        }
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
