package dev.authgate.server.token;

import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import java.time.Instant;

/**
 * What is kept of a token: never its text.
 *
 * @param hash SHA-256 of the whole token
 * @param scopes what this token allows; never more than its grant
 * @param maker who made it
 * @param type how it is used
 */
public record IssuedToken(
        SecretHash hash,
        String grantId,
        Scopes scopes,
        Instant issuedAt,
        Instant expiresAt,
        TokenMaker maker,
        String type) {
    /** A token that was made here. */
    public IssuedToken(SecretHash hash, String grantId, Scopes scopes, Instant issuedAt, Instant expiresAt) {
        this(hash, grantId, scopes, issuedAt, expiresAt, TokenMaker.LOCAL, MadeToken.BEARER);
    }
}
