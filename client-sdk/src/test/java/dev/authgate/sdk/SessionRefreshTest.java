package dev.authgate.sdk;

import static dev.authgate.sdk.ScriptedEndpoints.LIFETIME;
import static dev.authgate.sdk.ScriptedEndpoints.busy;
import static dev.authgate.sdk.ScriptedEndpoints.fault;
import static dev.authgate.sdk.ScriptedEndpoints.issued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.UnwillingStore.Call;
import dev.authgate.sdk.internal.IssuedTokens;
import dev.authgate.sdk.internal.SessionEndpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("RFC 6749 section 6: a session")
@Timeout(30)
final class SessionRefreshTest extends SessionFixture {
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
}
