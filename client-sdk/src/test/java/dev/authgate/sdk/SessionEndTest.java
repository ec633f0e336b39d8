package dev.authgate.sdk;

import static dev.authgate.sdk.ScriptedEndpoints.LIFETIME;
import static dev.authgate.sdk.ScriptedEndpoints.fault;
import static dev.authgate.sdk.ScriptedEndpoints.issued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.UnwillingStore.Call;
import dev.authgate.sdk.internal.IssuedTokens;
import dev.authgate.sdk.internal.SessionEndpoints;
import dev.authgate.sdk.store.StoredSession;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The end of a session")
@Timeout(30)
final class SessionEndTest extends SessionFixture {
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
}
