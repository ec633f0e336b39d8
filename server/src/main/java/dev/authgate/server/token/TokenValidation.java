package dev.authgate.server.token;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Says whether an access token that somebody else made is still good there. */
@FunctionalInterface
public interface TokenValidation {
    /**
     * What its maker says of a token that is in order here.
     *
     * @return empty when it is not good there
     * @throws dev.authgate.server.oauth.OAuthException when its maker does not say
     */
    Optional<TokenChecks.GoodToken> confirm(String token, TokenStanding standing, Instant now);

    /** There is no maker to ask any more: what is known here decides. */
    static TokenValidation byStandingAlone() {
        return (token, standing, now) -> Optional.of(new TokenChecks.GoodToken(null, standing, Map.of()));
    }
}
