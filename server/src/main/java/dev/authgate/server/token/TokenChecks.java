package dev.authgate.server.token;

import dev.authgate.server.oauth.SecretHash;
import java.time.Instant;
import java.util.Optional;

/** Says whether an access token is good: its signature first, which is cheap, then its standing. */
public final class TokenChecks {
    private final AccessTokens accessTokens;
    private final Tokens tokens;

    public TokenChecks(AccessTokens accessTokens, Tokens tokens) {
        this.accessTokens = accessTokens;
        this.tokens = tokens;
    }

    /** What is known of a good token; empty when it is forged, expired, revoked, or its user or client is disabled. */
    public Optional<GoodToken> check(String token, Instant now) {
        return accessTokens.verify(token).flatMap(id -> tokens.findAccessToken(SecretHash.of(token))
                .filter(standing -> standing.active(now))
                .map(standing -> new GoodToken(id, standing)));
    }

    /**
     * A token that holds.
     *
     * @param id the {@code jti} claim
     */
    public record GoodToken(String id, TokenStanding standing) {}
}
