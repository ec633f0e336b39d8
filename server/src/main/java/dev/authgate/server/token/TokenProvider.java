package dev.authgate.server.token;

import java.time.Duration;

/** Makes access tokens: here, or at a service of somebody else. */
public interface TokenProvider {
    /**
     * Makes an access token. Never to be called inside a unit of work.
     *
     * @throws dev.authgate.server.oauth.OAuthException when somebody else makes them and does not; nothing has changed then
     */
    MadeToken make(TokenOrder order);

    /** How long {@link #make} may take; zero when it asks nobody. */
    Duration patience();
}
