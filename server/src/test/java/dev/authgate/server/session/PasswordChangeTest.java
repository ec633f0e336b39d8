package dev.authgate.server.session;

import static dev.authgate.server.session.SignInFixture.HOME;
import static dev.authgate.server.session.SignInFixture.NOON;
import static dev.authgate.server.session.SignInFixture.PASSWORD;
import static dev.authgate.server.session.SignInFixture.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.session.PasswordChange.Devices;
import dev.authgate.server.session.PasswordChange.Passwords;
import dev.authgate.server.session.PasswordChangeResult.Busy;
import dev.authgate.server.session.PasswordChangeResult.Changed;
import dev.authgate.server.session.PasswordChangeResult.Limited;
import dev.authgate.server.session.PasswordChangeResult.Refused;
import dev.authgate.server.session.SignInResult.SignedIn;
import dev.authgate.server.session.SignInResult.Wrong;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.user.PasswordPolicy;
import dev.authgate.server.user.User;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("OWASP ASVS 6.2, 7.4.3: changing one's own password")
class PasswordChangeTest {
    private static final String NEXT = "vkzmqtwplxhrgnb";

    private final SignInFixture at = new SignInFixture();
    private final StartedSession started = at.session();
    private final SignedInUser alice = new SignedInUser(started.session(), at.alice);

    @AfterEach
    void close() {
        at.close();
    }

    @Nested
    @DisplayName("with the current password and a good new one")
    class Accepted {
        @Test
        void the_new_password_signs_in_and_the_old_one_does_not() {
            change(PASSWORD, NEXT);

            assertThat(at.signIn().attempt("alice", NEXT, HOME, NOON)).isInstanceOf(SignedIn.class);
            assertThat(at.signIn().attempt("alice", PASSWORD, HOME, NOON)).isEqualTo(new Wrong());
        }

        @Test
        void every_session_ends_and_this_browser_gets_a_new_one() {
            var elsewhere = at.session();

            var result = change(PASSWORD, NEXT);

            assertThat(at.lookup.find(elsewhere.sessionId(), NOON)).isEmpty();
            assertThat(at.lookup.find(started.sessionId(), NOON)).isEmpty();
            assertThat(result).isInstanceOfSatisfying(Changed.class, changed -> assertThat(
                            at.lookup.find(changed.started().sessionId(), NOON))
                    .isPresent());
        }

        @Test
        void it_is_recorded_without_any_password() {
            change(PASSWORD, NEXT);

            assertThat(at.audit.events())
                    .containsExactly(AuditEvent.of(EventType.PASSWORD_CHANGED, NOON, HOME)
                            .by("u1")
                            .on("u1"));
            assertThat(new Passwords(PASSWORD, NEXT, Devices.KEEP).toString())
                    .doesNotContain(PASSWORD)
                    .doesNotContain(NEXT);
        }

        @Test
        void connected_devices_end_only_when_that_was_wished() {
            change(PASSWORD, NEXT);
            assertThat(at.devices.endedOf).isEmpty();

            var again =
                    new SignedInUser(at.session().session(), at.users.find("u1").orElseThrow());
            at.passwordChange().change(again, new Passwords(NEXT, PASSWORD, Devices.END), HOME, NOON);
            assertThat(at.devices.endedOf).containsExactly("u1");
        }

        @Test
        void a_hash_that_was_upgraded_since_the_page_was_made_is_no_obstacle() {
            at.users.replace(at.alice, at.alice.rehashed(at.hasher.hash(PASSWORD)));

            assertThat(change(PASSWORD, NEXT)).isInstanceOf(Changed.class);
        }

        @Test
        void nothing_stays_counted() {
            change(WRONG, NEXT);
            change(PASSWORD, NEXT);

            assertThat(at.failuresOfAccount("alice")).isZero();
            assertThat(at.failuresOfNetwork()).isEqualTo(1);
        }
    }

    @Nested
    @DisplayName("refusals")
    class Refusals {
        @Test
        void a_wrong_current_password_is_counted_and_recorded() {
            assertThat(change(WRONG, NEXT)).isEqualTo(new Refused("The current password is not right."));
            assertThat(at.failuresOfAccount("alice")).isEqualTo(1);
            assertThat(at.events(EventType.SIGN_IN_FAILED))
                    .containsExactly(AuditEvent.of(EventType.SIGN_IN_FAILED, NOON, HOME)
                            .by("u1")
                            .on("u1")
                            .with("reason", "password_change"));
            assertUnchanged();
        }

        @Test
        void guessing_is_limited_like_signing_in() {
            for (int i = 0; i < 10; i++) {
                change(WRONG, NEXT);
            }

            assertThat(change(PASSWORD, NEXT)).isEqualTo(new Limited(Duration.ofSeconds(1)));
            assertThat(at.signIn().attempt("alice", PASSWORD, HOME, NOON)).isInstanceOf(SignInResult.Limited.class);
            assertUnchanged();
        }

        @Test
        void a_new_password_against_the_policy_is_refused_with_the_reason() {
            assertThat(change(PASSWORD, "short"))
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problem())
                            .contains("at least 15"));
            assertThat(at.failuresOfAccount("alice")).isZero();
            assertUnchanged();
        }

        @Test
        void the_same_password_again_is_refused() {
            assertThat(change(PASSWORD, PASSWORD))
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problem())
                            .contains("differs"));
        }

        @Test
        void a_megabyte_is_refused_without_any_work() {
            at.hasher.close();

            assertThat(change("x".repeat(1_000_000), NEXT)).isInstanceOf(Refused.class);
            assertThat(change(PASSWORD, "x".repeat(1_000_000))).isInstanceOf(Refused.class);
        }

        @Test
        void a_user_of_an_external_service_is_sent_there() {
            var bob = SignInFixture.external("u2", "bob", "7", NOON);
            at.users.add(bob);
            var session = at.start.start(bob, NOON).session();

            var result = at.passwordChange()
                    .change(new SignedInUser(session, bob), new Passwords(PASSWORD, NEXT, Devices.KEEP), HOME, NOON);

            assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problem())
                    .contains("another service"));
        }

        @Test
        void a_busy_server_changes_and_counts_nothing() {
            at.hasher.close();

            assertThat(change(PASSWORD, NEXT)).isInstanceOf(Busy.class);
            assertThat(at.failuresOfAccount("alice")).isZero();
            assertUnchanged();
        }

        @Test
        void a_user_disabled_meanwhile_keeps_the_old_password() {
            at.users.replace(at.alice, at.alice.disabled());

            assertThat(change(PASSWORD, NEXT)).isInstanceOf(Refused.class);
            assertThat(at.users.find("u1")).contains(at.alice.disabled());
        }

        @Test
        void a_user_moved_to_an_external_service_meanwhile_keeps_no_password_here() {
            at.users.replace(at.alice, SignInFixture.external("u1", "Alice", "7", NOON));

            assertThat(change(PASSWORD, NEXT)).isInstanceOf(Refused.class);
            assertThat(at.users.find("u1").orElseThrow().passwordHash()).isNull();
        }

        @Test
        void of_two_changes_at_once_one_wins() {
            var other = at.alice.withPassword(at.hasher.hash("another password of hers"), NOON);

            var result = overtakenBy(other).change(alice, new Passwords(PASSWORD, NEXT, Devices.KEEP), HOME, NOON);

            assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problem())
                    .contains("try again"));
            assertThat(at.users.find("u1")).contains(other);
            assertThat(at.sessions.find(started.session().id())).isPresent();
            assertThat(at.failuresOfAccount("alice")).isZero();
        }

        /** Another node changes the row just before the second unit of work. */
        private PasswordChange overtakenBy(User other) {
            var units = new AtomicInteger();
            var transactions = new Transactions() {
                @Override
                public <T> T inTransaction(Supplier<T> work) {
                    if (units.incrementAndGet() == 2) {
                        at.users.replace(at.alice, other);
                    }
                    return at.transactions.inTransaction(work);
                }
            };
            var stores = new SessionStores(transactions, at.users, at.sessions, at.audit);
            return new PasswordChange(
                    stores,
                    new PasswordChange.Rules(at.hasher, PasswordPolicy.standard(), at.limits),
                    at.start,
                    at.devices);
        }

        @Test
        void connected_devices_stay_when_the_password_does() {
            at.passwordChange().change(alice, new Passwords(WRONG, NEXT, Devices.END), HOME, NOON);

            assertThat(at.devices.endedOf).isEmpty();
        }

        private void assertUnchanged() {
            assertThat(at.users.find("u1")).contains(at.alice);
            assertThat(at.sessions.find(started.session().id())).isPresent();
        }
    }

    @Test
    void each_result_has_its_own_answer() {
        var second = Duration.ofSeconds(1);

        assertThat(new Changed(started).match(new Words())).isEqualTo("changed u1");
        assertThat(new Refused("why").match(new Words())).isEqualTo("refused why");
        assertThat(new Limited(second).match(new Words())).isEqualTo("limited PT1S");
        assertThat(new Busy(second).match(new Words())).isEqualTo("busy PT1S");
    }

    private PasswordChangeResult change(String current, String next) {
        return at.passwordChange().change(alice, new Passwords(current, next, Devices.KEEP), HOME, NOON);
    }

    private static final class Words implements PasswordChangeResult.Cases<String> {
        @Override
        public String changed(StartedSession started) {
            return "changed " + started.user().id();
        }

        @Override
        public String refused(String problem) {
            return "refused " + problem;
        }

        @Override
        public String limited(Duration retryAfter) {
            return "limited " + retryAfter;
        }

        @Override
        public String busy(Duration retryAfter) {
            return "busy " + retryAfter;
        }
    }
}
