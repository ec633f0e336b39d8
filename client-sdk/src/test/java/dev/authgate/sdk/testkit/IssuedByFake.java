package dev.authgate.sdk.testkit;

import dev.authgate.sdk.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The tokens that the fake server has given out, and which of them still count. */
final class IssuedByFake {
    private final TimeSource time;
    private final SigningKeys keys;
    private final URI issuer;
    private final Map<String, Instant> accessTokens = new HashMap<>();
    private final Map<String, String> familyOfRefreshToken = new HashMap<>();
    private final Set<String> spent = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private int count;

    Duration lifetime = Duration.ofHours(1);
    boolean rotating;
    boolean punishing;

    IssuedByFake(TimeSource time, SigningKeys keys, URI issuer) {
        this.time = time;
        this.keys = keys;
        this.issuer = issuer;
    }

    /** The first tokens of a family. */
    synchronized Reply first(String clientId, String scope) {
        var family = "family-" + ++count;
        return tokens(family, newRefreshToken(family), clientId, scope);
    }

    /** RFC 6749 section 6; RFC 9700 section 4.14.2 when reuse is punished. */
    synchronized Reply refreshed(String refreshToken, String clientId, String scope) {
        var family = familyOfRefreshToken.get(refreshToken);
        if (family == null || ended.contains(family)) {
            return Reply.error("invalid_grant");
        }
        if (!rotating) {
            return tokens(family, refreshToken, clientId, scope);
        }
        if (!spent.add(refreshToken)) {
            if (punishing) {
                ended.add(family);
            }
            return Reply.error("invalid_grant");
        }
        return tokens(family, newRefreshToken(family), clientId, scope);
    }

    /** RFC 7009 section 2.1: a refresh token takes its family along. */
    synchronized void revoke(String token) {
        accessTokens.remove(token);
        var family = familyOfRefreshToken.get(token);
        if (family != null) {
            ended.add(family);
            accessTokens.clear();
        }
    }

    synchronized boolean isGood(String accessToken) {
        var end = accessTokens.get(accessToken);
        return end != null && time.now().isBefore(end);
    }

    synchronized Instant end(String accessToken) {
        return accessTokens.getOrDefault(accessToken, Instant.EPOCH);
    }

    synchronized void endAccessTokens() {
        accessTokens.clear();
    }

    synchronized void endAll() {
        accessTokens.clear();
        ended.addAll(familyOfRefreshToken.values());
    }

    private String newRefreshToken(String family) {
        var token = "agr_refresh-token-number-" + ++count;
        familyOfRefreshToken.put(token, family);
        return token;
    }

    private Reply tokens(String family, String refreshToken, String clientId, String scope) {
        var now = time.now();
        var accessToken = keys.sign("{\"iss\":\"" + issuer + "\",\"sub\":\"user-1\",\"aud\":\"" + issuer
                + "\",\"client_id\":\"" + clientId + "\",\"scope\":\"" + scope + "\",\"iat\":" + now.getEpochSecond()
                + ",\"exp\":" + now.plus(lifetime).getEpochSecond() + ",\"jti\":\"" + family + "-" + ++count + "\"}");
        accessTokens.put(accessToken, now.plus(lifetime));
        return Reply.json(
                200,
                "{\"access_token\":\"" + accessToken + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                        + lifetime.toSeconds() + ",\"refresh_token\":\"" + refreshToken + "\",\"scope\":\"" + scope
                        + "\"}");
    }
}
