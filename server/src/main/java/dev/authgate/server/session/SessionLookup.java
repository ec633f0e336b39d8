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
                .findWithUser(SecretHash.of(sessionId))
                .filter(who -> isAlive(who.session(), now))
                .filter(who -> who.user().enabled() && isOfThisPassword(who.session(), who.user()))
                .map(who -> seen(who, now));
    }

    private boolean isAlive(Session session, Instant now) {
        return now.isBefore(session.expiresAt())
                && now.isBefore(session.lastSeenAt().plus(settings.idle()));
    }

    private SignedInUser seen(SignedInUser who, Instant now) {
        if (!now.isBefore(who.session().lastSeenAt().plus(settings.touchEvery()))) {
            touch(who.session().id(), now);
        }
        return who;
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
