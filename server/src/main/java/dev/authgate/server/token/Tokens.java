package dev.authgate.server.token;

import dev.authgate.server.oauth.SecretHash;
import java.util.Optional;

/** Grants and their tokens. */
public interface Tokens {
    void addGrant(Grant grant);

    void addAccessToken(IssuedToken token);

    void addRefreshToken(IssuedToken token);

    /** The standing of an access token; a refresh token is never found here. */
    Optional<TokenStanding> findAccessToken(SecretHash hash);

    /** Whether this user has ever allowed this client anything. */
    boolean hasGrant(String userId, String clientId);
}
