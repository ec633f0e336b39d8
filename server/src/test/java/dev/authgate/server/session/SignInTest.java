package dev.authgate.server.session;

import static dev.authgate.server.session.SignInFixture.HOME;
import static dev.authgate.server.session.SignInFixture.NOON;
import static dev.authgate.server.session.SignInFixture.PASSWORD;
import static dev.authgate.server.session.SignInFixture.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.session.SignInResult.Busy;
import dev.authgate.server.session.SignInResult.Conflict;
import dev.authgate.server.session.SignInResult.Limited;
import dev.authgate.server.session.SignInResult.SignedIn;
import dev.authgate.server.session.SignInResult.Unavailable;
import dev.authgate.server.session.SignInResult.Wrong;
import dev.authgate.server.user.Authentication;
import dev.authgate.server.user.AuthenticationProvider;
import dev.authgate.server.user.Role;
import dev.authgate.server.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Signing in")
class SignInTest {
    private final SignInFixture at = new SignInFixture();
    private final SignIn signIn = at.signIn();

    @AfterEach
    void close() {
        at.close();
    }

    @Nested
    @DisplayName("with the right password")
    class Right {
        @Test
        void starts_a_session_under_a_new_id() {
            var first = started(signIn.attempt("alice", PASSWORD, HOME, NOON));
            var second = started(signIn.attempt("ALICE", PASSWORD, HOME, NOON));

            assertThat(first.sessionId()).hasSize(43).isNotEqualTo(second.sessionId());
            assertThat(at.sessions.find(SecretHash.of(first.sessionId())))
                    .contains(new Session(
                            SecretHash.of(first.sessionId()), "u1", NOON, NOON, NOON.plus(Duration.ofDays(7))));
            assertThat(first.user()).isEqualTo(at.alice);
            assertThat(first.toString()).doesNotContain(first.sessionId());
        }

        @Test
        void is_recorded() {
            signIn.attempt("alice", PASSWORD, HOME, NOON);

            assertThat(at.audit.events())
                    .containsExactly(AuditEvent.of(EventType.SIGN_IN_SUCCEEDED, NOON, HOME)
                            .by("u1")
                            .on("u1"));
        }

        @Test
        void forgives_the_account_but_not_the_network() {
            for (int i = 0; i < 4; i++) {
                signIn.attempt("alice", WRONG, HOME, NOON);
            }

            signIn.attempt("alice", PASSWORD, HOME, NOON);

            assertThat(at.failuresOfAccount("alice")).isZero();
            assertThat(at.failuresOfNetwork()).isEqualTo(4);
        }

        @Test
        void does_not_start_a_session_when_the_user_was_disabled_while_it_was_hashed() {
            var result = at.signIn(thenDo(() -> at.users.replace(at.alice, at.alice.disabled())))
                    .attempt("alice", PASSWORD, HOME, NOON);

            assertThat(result).isEqualTo(new Wrong());
            assertThat(at.events(EventType.SIGN_IN_FAILED))
                    .singleElement()
                    .satisfies(event -> assertThat(event.details()).containsEntry("reason", "changed_meanwhile"));
        }

        @Test
        void does_not_start_a_session_when_the_password_was_changed_while_it_was_hashed() {
            var changed = at.alice.withPassword(at.hasher.hash("another password of hers"), NOON);

            var result =
                    at.signIn(thenDo(() -> at.users.replace(at.alice, changed))).attempt("alice", PASSWORD, HOME, NOON);

            assertThat(result).isEqualTo(new Wrong());
        }

        private AuthenticationProvider thenDo(Runnable change) {
            return (username, password, now) -> {
                change.run();
                return new Authentication.Authenticated(at.alice);
            };
        }
    }

    @Nested
    @DisplayName("with anything else")
    class Otherwise {
        @Test
        void unknown_disabled_external_and_wrong_look_alike() {
            at.users.add(SignInFixture.external("u2", "bob", "7", NOON));
            at.users.add(User.local("u3", "carol", at.hasher.hash(PASSWORD), Role.USER, NOON)
                    .disabled());

            for (var name : new String[] {"alice", "mallory", "bob", "carol", ""}) {
                var result = signIn.attempt(name, name.equals("alice") ? WRONG : PASSWORD, HOME, NOON);

                assertThat(result).isEqualTo(new Wrong());
                assertThat(at.failuresOfAccount(name)).isEqualTo(1);
            }
        }

        @Test
        void the_record_names_a_known_user_and_the_reason() {
            signIn.attempt("alice", WRONG, HOME, NOON);

            assertThat(at.audit.events())
                    .containsExactly(AuditEvent.of(EventType.SIGN_IN_FAILED, NOON, HOME)
                            .on("u1")
                            .with("reason", "wrong_password"));
        }

        /** People type passwords into the field for the username. */
        @Test
        void what_was_typed_as_an_unknown_name_is_kept_nowhere() {
            signIn.attempt("my own password", WRONG, HOME, NOON);

            assertThat(at.audit.events())
                    .containsExactly(
                            AuditEvent.of(EventType.SIGN_IN_FAILED, NOON, HOME).with("reason", "unknown_user"));
            assertThat(at.subjects.account("sign-in", "my own password")).doesNotContain("password");
            assertThat(at.failuresOfAccount("MY OWN PASSWORD")).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\u0000", "alice\u0000", "alice\r\nx", "\ud800", "\u0085"})
        void what_can_be_no_name_is_wrong_without_any_work(String username) {
            assertThat(signIn.attempt(username, PASSWORD, HOME, NOON)).isEqualTo(new Wrong());
            assertThat(at.failuresOfNetwork()).isZero();
            assertThat(at.audit.events()).isEmpty();
        }

        @Test
        void what_is_too_long_is_wrong_without_any_work() {
            at.hasher.close();

            assertThat(signIn.attempt("a".repeat(257), PASSWORD, HOME, NOON)).isEqualTo(new Wrong());
            assertThat(signIn.attempt("alice", "x".repeat(1_000_000), HOME, NOON))
                    .isEqualTo(new Wrong());
            assertThat(at.audit.events()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"' OR 1=1 --", "<script>alert(1)</script>", "${jndi:ldap://x}", "*)(uid=*", "\u202egnp"})
        void odd_names_are_simply_unknown(String username) {
            assertThat(signIn.attempt(username, PASSWORD, HOME, NOON)).isEqualTo(new Wrong());
        }
    }

    @Nested
    @DisplayName("NIST SP 800-63B-4 section 3.2.2: limits")
    class Limits {
        @Test
        void the_eleventh_failure_in_a_row_has_to_wait() {
            fail(10, "alice");

            var result = signIn.attempt("alice", PASSWORD, HOME, NOON);

            assertThat(result).isEqualTo(new Limited(Duration.ofSeconds(1)));
            assertThat(at.events(EventType.SIGN_IN_LIMITED))
                    .containsExactly(
                            AuditEvent.of(EventType.SIGN_IN_LIMITED, NOON, HOME).on("u1"));
        }

        @Test
        void unknown_names_have_to_wait_like_known_ones_and_are_not_recorded() {
            fail(10, "mallory");

            assertThat(signIn.attempt("mallory", PASSWORD, HOME, NOON)).isEqualTo(new Limited(Duration.ofSeconds(1)));
            assertThat(at.events(EventType.SIGN_IN_LIMITED))
                    .containsExactly(AuditEvent.of(EventType.SIGN_IN_LIMITED, NOON, HOME));
        }

        @Test
        void after_the_pause_the_owner_gets_in() {
            fail(10, "alice");

            assertThat(signIn.attempt("alice", PASSWORD, HOME, NOON.plusSeconds(1)))
                    .isInstanceOf(SignedIn.class);
        }

        @Test
        void many_names_from_one_network_have_to_wait_too() {
            for (int i = 0; i < 30; i++) {
                signIn.attempt("user" + i, WRONG, new Origin("203.0.113." + i, null, "r"), NOON);
            }

            assertThat(signIn.attempt("alice", PASSWORD, HOME, NOON)).isInstanceOf(Limited.class);
            assertThat(signIn.attempt("alice", PASSWORD, new Origin("203.0.114.1", null, "r"), NOON))
                    .isInstanceOf(SignedIn.class);
        }

        @Test
        void an_own_account_does_not_buy_more_guesses_of_others() {
            for (int i = 0; i < 30; i++) {
                signIn.attempt("victim" + i, WRONG, HOME, NOON);
                signIn.attempt("alice", PASSWORD, HOME, NOON);
            }

            assertThat(signIn.attempt("victim", WRONG, HOME, NOON)).isInstanceOf(Limited.class);
        }

        @Test
        void a_parallel_burst_hashes_no_more_than_the_free_attempts() throws Exception {
            var hashed = new AtomicInteger();
            var counting = at.signIn((username, password, now) -> {
                hashed.incrementAndGet();
                return new Authentication.Rejected(Authentication.Reason.WRONG_PASSWORD);
            });

            attemptAtOnce(counting, 40);

            assertThat(hashed).hasValue(10);
            assertThat(at.failuresOfAccount("alice")).isEqualTo(10);
            assertThat(at.failuresOfNetwork()).isEqualTo(10);
            assertThat(at.events(EventType.SIGN_IN_FAILED)).hasSize(10);
            assertThat(at.events(EventType.SIGN_IN_LIMITED)).hasSize(30);
        }

        private void attemptAtOnce(SignIn subject, int callers) throws Exception {
            var threads = Executors.newFixedThreadPool(callers);
            var barrier = new CyclicBarrier(callers);
            var futures = new ArrayList<Future<SignInResult>>();
            for (int i = 0; i < callers; i++) {
                futures.add(threads.submit(() -> {
                    barrier.await();
                    return subject.attempt("alice", WRONG, HOME, NOON);
                }));
            }
            for (var future : futures) {
                future.get();
            }
            threads.shutdown();
        }

        private void fail(int times, String username) {
            for (int i = 0; i < times; i++) {
                signIn.attempt(username, WRONG, HOME, NOON);
            }
        }
    }

    @Nested
    @DisplayName("when nothing can be decided")
    class Undecided {
        @Test
        void a_busy_server_says_so_and_does_not_count_the_attempt() {
            at.hasher.close();

            assertThat(signIn.attempt("alice", PASSWORD, HOME, NOON))
                    .isInstanceOfSatisfying(
                            Busy.class, busy -> assertThat(busy.retryAfter()).isPositive());
            assertNothingCounted();
        }

        @Test
        void an_external_service_that_is_down_does_not_count_either() {
            assertThat(answered(new Authentication.Unavailable())).isEqualTo(new Unavailable());
            assertNothingCounted();
        }

        @Test
        void nor_does_a_name_that_belongs_to_somebody_else() {
            assertThat(answered(new Authentication.Conflict())).isEqualTo(new Conflict());
            assertNothingCounted();
        }

        private SignInResult answered(Authentication answer) {
            return at.signIn((username, password, now) -> answer).attempt("alice", PASSWORD, HOME, NOON);
        }

        private void assertNothingCounted() {
            assertThat(at.failuresOfAccount("alice")).isZero();
            assertThat(at.failuresOfNetwork()).isZero();
            assertThat(at.audit.events()).isEmpty();
        }
    }

    @Test
    void each_result_has_its_own_answer() {
        var started = at.session();
        var second = Duration.ofSeconds(1);

        assertThat(new SignedIn(started).match(new Words())).isEqualTo("signed in u1");
        assertThat(new Wrong().match(new Words())).isEqualTo("wrong");
        assertThat(new Limited(second).match(new Words())).isEqualTo("limited PT1S");
        assertThat(new Busy(second).match(new Words())).isEqualTo("busy PT1S");
        assertThat(new Unavailable().match(new Words())).isEqualTo("unavailable");
        assertThat(new Conflict().match(new Words())).isEqualTo("conflict");
    }

    private static StartedSession started(SignInResult result) {
        assertThat(result).isInstanceOf(SignedIn.class);
        return ((SignedIn) result).started();
    }

    private static final class Words implements SignInResult.Cases<String> {
        @Override
        public String signedIn(StartedSession started) {
            return "signed in " + started.user().id();
        }

        @Override
        public String wrong() {
            return "wrong";
        }

        @Override
        public String limited(Duration retryAfter) {
            return "limited " + retryAfter;
        }

        @Override
        public String busy(Duration retryAfter) {
            return "busy " + retryAfter;
        }

        @Override
        public String unavailable() {
            return "unavailable";
        }

        @Override
        public String conflict() {
            return "conflict";
        }
    }
}
