package dev.authgate.server.session;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.user.User;
import java.time.Instant;

/** Starts sessions, always under a new id: whatever id the browser had before means nothing (session fixation). */
public final class SessionStart {
    private final Sessions sessions;
    private final Secrets secrets;
    private final SessionSettings settings;

    public SessionStart(Sessions sessions, Secrets secrets, SessionSettings settings) {
        this.sessions = sessions;
        this.secrets = secrets;
        this.settings = settings;
    }

    /** Adds the row. Inside a unit of work. */
    StartedSession start(User user, Instant now) {
        var id = secrets.next();
        var session = new Session(SecretHash.of(id), user.id(), now, now, now.plus(settings.lifetime()));
        sessions.add(session);
        return new StartedSession(session, id, user);
    }
}
