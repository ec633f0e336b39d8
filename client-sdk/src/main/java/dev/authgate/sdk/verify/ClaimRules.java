package dev.authgate.sdk.verify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * RFC 9068 section 4: what a token has to say to be good here.
 *
 * @param issuer who may have issued it
 * @param audience as whom this resource server is known: one of them has to be in the token
 * @param clients which clients may use it; empty for any
 * @param scopes what has to be granted
 * @param leeway how far the two clocks may be apart
 */
record ClaimRules(URI issuer, Set<String> audience, Set<String> clients, List<String> scopes, Duration leeway) {
    /** The year 9999, which every calendar has. */
    private static final BigDecimal LAST_SECOND = new BigDecimal(253_402_300_799L);

    /** Beyond it, a short text stands for a number that takes minutes to work out. */
    private static final int MOST_DIGITS_OF_FRACTION = 20;

    ClaimRules {
        audience = Set.copyOf(audience);
        clients = Set.copyOf(clients);
        scopes = List.copyOf(scopes);
    }

    VerifiedToken check(Map<String, Object> claims, Instant now) throws RefusedToken {
        if (!text(claims, "iss").equals(issuer.toString())) {
            throw RefusedToken.because("the token was issued by another server");
        }
        var meant = audience(claims);
        if (meant.stream().noneMatch(audience::contains)) {
            throw RefusedToken.because("the token is meant for another audience");
        }
        var issuedAt = time(claims, "iat");
        var expiresAt = time(claims, "exp");
        checkTime(claims, issuedAt, expiresAt, now);
        var clientId = text(claims, "client_id");
        if (!clients.isEmpty() && !clients.contains(clientId)) {
            throw RefusedToken.because("the token was issued to a client that is not served here");
        }
        var token = new VerifiedToken(
                issuer,
                text(claims, "sub"),
                clientId,
                meant,
                granted(claims),
                issuedAt,
                expiresAt,
                text(claims, "jti"),
                claims);
        if (!token.scopes().containsAll(scopes)) {
            throw RefusedToken.scope(scopes);
        }
        return token;
    }

    private void checkTime(Map<String, Object> claims, Instant issuedAt, Instant expiresAt, Instant now)
            throws RefusedToken {
        if (!now.isBefore(expiresAt.plus(leeway))) {
            throw RefusedToken.because("the token is expired");
        }
        var latest = now.plus(leeway);
        if (issuedAt.isAfter(latest)) {
            throw RefusedToken.because("the token was issued in the future");
        }
        if (claims.containsKey("nbf") && time(claims, "nbf").isAfter(latest)) {
            throw RefusedToken.because("the token is not valid yet");
        }
    }

    private static String text(Map<String, Object> claims, String name) throws RefusedToken {
        if (claims.get(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw RefusedToken.because("the token has no " + name);
    }

    /** RFC 7519 section 2, NumericDate: seconds, which may have a fraction. */
    private static Instant time(Map<String, Object> claims, String name) throws RefusedToken {
        var value = claims.get(name);
        var seconds = value instanceof Long whole ? BigDecimal.valueOf(whole) : value;
        if (seconds instanceof BigDecimal number
                && number.signum() >= 0
                && number.scale() <= MOST_DIGITS_OF_FRACTION
                && number.compareTo(LAST_SECOND) <= 0) {
            return Instant.ofEpochMilli(
                    number.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact());
        }
        throw RefusedToken.because("the token has no usable " + name);
    }

    /** RFC 7519 section 4.1.3: one text or a list of them. */
    private static List<String> audience(Map<String, Object> claims) throws RefusedToken {
        if (!(claims.get("aud") instanceof List<?> elements)) {
            return List.of(text(claims, "aud"));
        }
        var audience = new ArrayList<String>();
        for (var element : elements) {
            if (!(element instanceof String name)) {
                throw RefusedToken.because("the token has no usable aud");
            }
            audience.add(name);
        }
        return audience;
    }

    private static List<String> granted(Map<String, Object> claims) {
        return claims.get("scope") instanceof String scopes && !scopes.isBlank()
                ? List.of(scopes.strip().split(" +"))
                : List.of();
    }
}
