package dev.authgate.server.session;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Race;
import dev.authgate.server.storage.Samples;
import dev.authgate.server.user.Users;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every store of browser sessions promises. The users {@code ann} and {@code bob} are there. */
public abstract class SessionsContract {
    protected abstract Sessions sessions();

    protected abstract Users users();

    private static Session session(String id, String userId) {
        return new Session(SecretHash.of(id), userId, NOON, NOON, NOON.plus(Duration.ofHours(12)));
    }

    @Test
    void a_session_is_found_as_it_was_added() {
        sessions().add(session("found", "ann"));

        assertThat(sessions().find(SecretHash.of("found"))).contains(session("found", "ann"));
        assertThat(sessions().find(SecretHash.of("unknown"))).isEmpty();
    }

    @Test
    void a_session_is_found_with_its_user_as_both_are_now() {
        var session = session("with its user", "ann");
        sessions().add(session);
        var before = users().find("ann").orElseThrow();

        assertThat(sessions().findWithUser(session.id())).contains(new SignedInUser(session, before));

        var after = Samples.user("ann", "Ann of " + before.username());
        users().replace(before, after);

        assertThat(sessions().findWithUser(session.id())).contains(new SignedInUser(session, after));
        assertThat(sessions().findWithUser(SecretHash.of("unknown"))).isEmpty();
    }

    @Test
    void an_id_is_taken_once() {
        sessions().add(session("taken", "ann"));

        assertThatThrownBy(() -> sessions().add(session("taken", "bob"))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_touch_moves_the_time_of_the_last_use_and_nothing_else() {
        var before = session("touched", "ann");
        sessions().add(before);

        sessions().touch(before.id(), NOON.plusSeconds(90));

        assertThat(sessions().find(before.id()))
                .contains(
                        new Session(before.id(), "ann", before.signedInAt(), NOON.plusSeconds(90), before.expiresAt()));
    }

    @Test
    void a_touch_brings_no_session_back() {
        sessions().touch(SecretHash.of("gone"), NOON);

        assertThat(sessions().find(SecretHash.of("gone"))).isEmpty();
    }

    @Test
    void all_sessions_of_a_user_end_and_no_others() {
        sessions().add(session("bob 1", "bob"));
        sessions().add(session("bob 2", "bob"));
        sessions().add(session("ann 1", "ann"));

        assertThat(sessions().removeAllOf("bob")).isEqualTo(2);
        assertThat(sessions().removeAllOf("bob")).isZero();
        assertThat(sessions().find(SecretHash.of("bob 1"))).isEmpty();
        assertThat(sessions().find(SecretHash.of("ann 1"))).isPresent();
    }

    @Test
    void one_of_many_who_end_a_session_at_once_has_ended_it() throws Exception {
        sessions().add(session("raced", "ann"));

        var ended = Race.run(runner -> sessions().remove(SecretHash.of("raced")));

        assertThat(ended).containsOnlyOnce(true);
        assertThat(sessions().find(SecretHash.of("raced"))).isEmpty();
    }
}
