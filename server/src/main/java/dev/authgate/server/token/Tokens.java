package dev.authgate.server.token;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Claim;
import java.time.Instant;
import java.util.Optional;

/** The tokens of grants; never their text. */
public interface Tokens {
    void addAccessToken(IssuedToken token);

    /**
     * Adds an access token that somebody else made, who may give the same one twice: then it is kept once.
     *
     * @return false when it belongs to another grant, or was revoked
     */
    boolean adoptAccessToken(IssuedToken token);

    void addRefreshToken(IssuedToken token);

    /** The standing of an access token; a refresh token is never found here. */
    Optional<TokenStanding> findAccessToken(SecretHash hash);

    /** The standing of a refresh token; an access token is never found here. */
    Optional<RefreshStanding> findRefreshToken(SecretHash hash);

    /**
     * Spends a refresh token that is not spent yet; fails when somebody else was faster.
     *
     * @param sealedSuccessor the token that takes its place, readable only with a key that is not in the database
     */
    Claim spending(SecretHash hash, Instant now, String sealedSuccessor);

    /** Ends one access token; fails when it is unknown or ended already. */
    Claim revokingAccessToken(SecretHash hash);
}
