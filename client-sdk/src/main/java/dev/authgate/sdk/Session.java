package dev.authgate.sdk;

import dev.authgate.sdk.internal.IssuedTokens;
import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.StoredSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A person's signed-in session: the handle a program keeps. Safe for many threads. */
public final class Session {
    private final SessionKey key;
    private volatile StoredSession current;

    private Session(SessionKey key, StoredSession current) {
        this.key = key;
        this.current = current;
    }

    /**
     * The session that a sign-in began, kept in the store.
     *
     * @param first the tokens; where the server named no scopes, with the scopes that were asked for
     * @throws OAuthException with code {@code STORE} if they cannot be kept; the server is then told to forget them
     */
    static Session started(SessionParts parts, SessionKey key, IssuedTokens first) throws OAuthException {
        var now = parts.time().now();
        var begun = new StoredSession(
                first.accessToken(), now, now.plus(first.lifetime()), first.refreshToken(), first.scopes(), 0, now);
        parts.store().save(key, begun);
        return new Session(key, begun);
    }

    /** The session that the store keeps under the key, if it keeps one. */
    static Optional<Session> resumed(SessionParts parts, SessionKey key) throws OAuthException {
        return parts.store().load(key).map(kept -> new Session(key, kept));
    }

    /** Whose session this is. */
    public SessionKey key() {
        return key;
    }

    /** A token that is good now. */
    public AccessToken accessToken() throws OAuthException {
        return new AccessToken(current.accessToken(), current.accessTokenExpiresAt());
    }

    /** What was granted (RFC 6749 section 3.3). */
    public List<String> scopes() {
        return current.scopes();
    }

    /** When the access token of the moment ends, by this machine's clock. */
    public Instant expiresAt() {
        return current.accessTokenExpiresAt();
    }
}
