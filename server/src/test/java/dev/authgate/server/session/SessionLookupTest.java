package dev.authgate.server.session;

import static dev.authgate.server.session.SignInFixture.HOME;
import static dev.authgate.server.session.SignInFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.oauth.SecretHash;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("OWASP ASVS 7: sessions")
class SessionLookupTest {
    private final SignInFixture at = new SignInFixture();
    private final StartedSession started = at.session();
    private final String id = started.sessionId();

    @AfterEach
    void close() {
        at.close();
    }

    @Nested
    @DisplayName("ASVS 7.3: a session")
    class ASession {
        @Test
        void tells_who_is_signed_in() {
            assertThat(at.lookup.find(id, NOON)).contains(new SignedInUser(started.session(), at.alice));
        }

        @Test
        void of_an_unknown_id_is_none() {
            assertThat(at.lookup.find("x", NOON)).isEmpty();
            assertThat(at.lookup.find(SecretHash.of(id).value(), NOON)).isEmpty();
        }

        @Test
        void ends_after_an_hour_without_a_page() {
            assertThat(at.lookup.find(id, NOON.plus(Duration.ofMinutes(60)))).isEmpty();
        }

        @Test
        void lives_on_while_it_is_used() {
            assertThat(at.lookup.find(id, NOON.plus(Duration.ofMinutes(59)))).isPresent();
            assertThat(at.lookup.find(id, NOON.plus(Duration.ofMinutes(118)))).isPresent();
        }

        @Test
        void ends_after_seven_days_however_much_it_is_used() {
            var end = NOON.plus(Duration.ofDays(7));
            for (var now = NOON; now.isBefore(end); now = now.plus(Duration.ofMinutes(50))) {
                assertThat(at.lookup.find(id, now)).isPresent();
            }

            assertThat(at.lookup.find(id, end)).isEmpty();
        }

        @Test
        void ends_when_the_user_is_disabled() {
            at.users.replace(at.alice, at.alice.disabled());

            assertThat(at.lookup.find(id, NOON)).isEmpty();
        }

        @Test
        void from_before_a_change_of_password_is_none_even_if_its_row_is_left() {
            at.users.replace(at.alice, at.alice.withPassword("hash", NOON.plusMillis(1)));

            assertThat(at.lookup.find(id, NOON.plusSeconds(1))).isEmpty();
        }

        @Test
        void of_an_external_user_needs_no_password_here() {
            var bob = SignInFixture.external("u2", "bob", "7", NOON.plusMillis(1));
            at.users.add(bob);
            var session = at.start.start(bob, NOON);

            assertThat(at.lookup.find(session.sessionId(), NOON)).isPresent();
        }
    }

    @Nested
    @DisplayName("the note of the last page")
    class LastSeen {
        @Test
        void is_written_at_most_once_a_minute() {
            at.lookup.find(id, NOON.plusSeconds(59));
            assertThat(lastSeen()).isEqualTo(NOON);

            at.lookup.find(id, NOON.plusSeconds(60));
            assertThat(lastSeen()).isEqualTo(NOON.plusSeconds(60));
        }

        @Test
        void is_written_more_often_when_the_idle_limit_is_short() {
            var impatient = new SessionSettings(Duration.ofDays(7), Duration.ofSeconds(8));

            new SessionLookup(at.stores, impatient).find(id, NOON.plusSeconds(2));

            assertThat(lastSeen()).isEqualTo(NOON.plusSeconds(2));
        }

        private Instant lastSeen() {
            return at.sessions.find(SecretHash.of(id)).orElseThrow().lastSeenAt();
        }
    }

    @Nested
    @DisplayName("ASVS 7.4.1: signing out")
    class SigningOut {
        @Test
        void ends_the_session_at_once_and_no_other() {
            var other = at.session();

            at.lookup.signOut(id, HOME, NOON);

            assertThat(at.lookup.find(id, NOON)).isEmpty();
            assertThat(at.lookup.find(other.sessionId(), NOON)).isPresent();
        }

        @Test
        void is_recorded_once() {
            at.lookup.signOut(id, HOME, NOON);
            at.lookup.signOut(id, HOME, NOON);
            at.lookup.signOut("x", HOME, NOON);

            assertThat(at.audit.events())
                    .containsExactly(AuditEvent.of(EventType.SIGN_OUT, NOON, HOME)
                            .by("u1")
                            .on("u1"));
        }
    }
}
