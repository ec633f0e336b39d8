package dev.authgate.server.token;

import dev.authgate.server.oauth.SecretHash;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an access token is good: by its standing here, so that a revocation counts at once, and by its signature or
 * its maker's word. Who made it is what stands here, not what it looks like: somebody else may sign with the same keys.
 */
public final class TokenChecks {
    private final AccessTokens accessTokens;
    private final Tokens tokens;
    private final TokenValidation elsewhere;

    /**
     * Makes the checks.
     *
     * @param elsewhere is asked about tokens that this server did not make
     */
    public TokenChecks(AccessTokens accessTokens, Tokens tokens, TokenValidation elsewhere) {
        this.accessTokens = accessTokens;
        this.tokens = tokens;
        this.elsewhere = elsewhere;
    }

    /**
     * What is known of a good token; empty when it is forged, expired, revoked, or its user or client is disabled.
     *
     * @throws dev.authgate.server.oauth.OAuthException when somebody else made it and does not say whether it is good
     */
    public Optional<GoodToken> check(String token, Instant now) {
        var hash = SecretHash.of(token);
        return tokens.findAccessToken(hash)
                .filter(standing -> standing.active(now))
                .flatMap(standing -> switch (standing.maker()) {
                    case LOCAL -> accessTokens.verify(token, hash).map(id -> new GoodToken(id, standing, Map.of()));
                    case HTTP_API -> elsewhere.confirm(token, standing, now);
                });
    }

    /**
     * A token that holds.
     *
     * @param id the {@code jti} claim; null when its maker says none
     * @param claims what its maker says about it besides; empty for our own
     */
    public record GoodToken(@Nullable String id, TokenStanding standing, Map<String, Object> claims) {
        static GoodToken of(TokenStanding standing, Map<String, Object> claims) {
            return new GoodToken(claims.get("jti") instanceof String id ? id : null, standing, claims);
        }

        /** Adds what only some tokens have to the members of an answer. */
        void addTo(Map<String, Object> members) {
            if (id != null) {
                members.put("jti", id);
            }
            if (!claims.isEmpty()) {
                members.put("claims", claims);
            }
        }
    }
}
