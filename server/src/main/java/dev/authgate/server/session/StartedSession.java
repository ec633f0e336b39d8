package dev.authgate.server.session;

import dev.authgate.server.user.User;

/**
 * A browser that has just been signed in.
 *
 * @param session the row, which knows only the hash of the id
 * @param sessionId the id itself, for the cookie; nobody else ever sees it
 */
public record StartedSession(Session session, String sessionId, User user) {
    /** Never shows the id. */
    @Override
    public String toString() {
        return "StartedSession[" + user + "]";
    }
}
