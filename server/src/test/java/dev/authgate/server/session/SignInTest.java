package dev.authgate.server.session;

import static dev.authgate.server.session.SignInFixture.HOME;
import static dev.authgate.server.session.SignInFixture.NOON;
import static dev.authgate.server.session.SignInFixture.PASSWORD;
import static dev.authgate.server.session.SignInFixture.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
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
            return (username, password, origin, now) -> {
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
            return at.signIn((username, password, origin, now) -> answer).attempt("alice", PASSWORD, HOME, NOON);
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
