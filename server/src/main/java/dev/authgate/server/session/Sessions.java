package dev.authgate.server.session;

import dev.authgate.server.oauth.SecretHash;
import java.time.Instant;
import java.util.Optional;

/** The browsers that are signed in. */
public interface Sessions {
    void add(Session session);

    Optional<Session> find(SecretHash id);

    /** The session, and who signed in with it as both are at one moment. Says nothing of whether either is still good. */
    Optional<SignedInUser> findWithUser(SecretHash id);

    /** Notes that the session is in use; does nothing when it has ended. */
    void touch(SecretHash id, Instant now);

    /** Ends one session; false when it had ended before. */
    boolean remove(SecretHash id);

    /** Ends all sessions of a user and says how many there were. */
    int removeAllOf(String userId);
}
