package dev.authgate.server.session;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.user.User;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells who is signed in, and signs out: OWASP ASVS 7.3 and 7.4. Ending a session takes effect with the next page, on every
 * node.
 */
public final class SessionLookup {
    private final SessionStores stores;
    private final SessionSettings settings;

    public SessionLookup(SessionStores stores, SessionSettings settings) {
        this.stores = stores;
        this.settings = settings;
    }

    /** The session of the id in a cookie, while it is neither expired nor idle and its user is enabled. */
    public Optional<SignedInUser> find(String sessionId, Instant now) {
        return stores.sessions()
                .find(SecretHash.of(sessionId))
                .filter(session -> isAlive(session, now))
                .flatMap(session -> signedIn(session, now));
    }

    private boolean isAlive(Session session, Instant now) {
        return now.isBefore(session.expiresAt())
                && now.isBefore(session.lastSeenAt().plus(settings.idle()));
    }

    private Optional<SignedInUser> signedIn(Session session, Instant now) {
        var found = stores.users()
                .find(session.userId())
                .filter(User::enabled)
                .filter(user -> isOfThisPassword(session, user))
                .map(user -> new SignedInUser(session, user));
        if (found.isPresent() && !now.isBefore(session.lastSeenAt().plus(settings.touchEvery()))) {
            touch(session.id(), now);
        }
        return found;
    }

    /**
     * A sign-in that was under way while the password changed must not outlive the change, even when its row came last.
     * Users of an external service have no password here, and their row may be written a moment after they sign in.
     */
    private static boolean isOfThisPassword(Session session, User user) {
        return user.passwordHash() == null || !session.signedInAt().isBefore(user.passwordChangedAt());
    }

    private void touch(SecretHash id, Instant now) {
        stores.transactions().inTransaction(() -> {
            stores.sessions().touch(id, now);
            return id;
        });
    }

    /** Ends the session of a browser; an id that is no session's is no mistake, for the person is signed out then. */
    public void signOut(String sessionId, Origin origin, Instant now) {
        var id = SecretHash.of(sessionId);
        stores.transactions().inTransaction(() -> {
            var session = stores.sessions().find(id);
            if (stores.sessions().remove(id)) {
                session.ifPresent(ended -> stores.audit()
                        .record(AuditEvent.of(EventType.SIGN_OUT, now, origin)
                                .by(ended.userId())
                                .on(ended.userId())));
            }
            return id;
        });
    }
}
