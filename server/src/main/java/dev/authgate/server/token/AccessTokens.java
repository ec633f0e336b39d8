package dev.authgate.server.token;

import dev.authgate.server.key.TokenKeys;
import dev.authgate.server.oauth.Scopes;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.Locator;
import io.jsonwebtoken.ProtectedHeader;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens as signed JWTs: RFC 9068 section 2, under the one configured algorithm.
 *
 * <p>RFC 8725 section 3.1: the algorithm comes from the key that {@code kid} names, never from the token.
 */
public final class AccessTokens {
    /** RFC 9068 section 2.1. */
    private static final String TYPE = "at+jwt";

    private final TokenSettings settings;
    private final TokenKeys keys;
    private final JwtParser parser;
    private final Clock clock;

    public AccessTokens(TokenSettings settings, TokenKeys keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
        this.parser = Jwts.parser()
                .keyLocator(new ByKeyId(keys, clock))
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    /**
     * Signs an access token.
     *
     * @param tokenId the {@code jti} claim
     * @param scopes the grant's, or fewer
     */
    @SuppressWarnings("deprecation") // an "aud" that is one string: resource servers read it more often than a list
    public String sign(String tokenId, Grant grant, Scopes scopes, Instant now, Duration lifetime) {
        var key = keys.signing(now);
        return Jwts.builder()
                .header()
                .type(TYPE)
                .keyId(key.id())
                .and()
                .issuer(settings.issuer())
                .subject(grant.userId())
                .audience()
                .single(settings.audience())
                .id(tokenId)
                .claim("client_id", grant.clientId())
                .claim("scope", scopes.toString())
                .issuedAt(Date.from(now))
                .expiration(Date.from(wholeSecond(now.plus(lifetime))))
                .signWith(key.key(), keys.algorithm().jwa())
                .compact();
    }

    /** The claim has no fractions of a second: cut off, they would make {@code expires_in} promise too much. */
    private static Instant wholeSecond(Instant end) {
        var second = end.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(end) ? end : second.plusSeconds(1);
    }

    /** The token's id, if its signature, type, issuer and time hold; says nothing of revocation. */
    public Optional<String> verify(String token) {
        try {
            return Optional.of(parser.parseSignedClaims(token))
                    .filter(jws -> TYPE.equals(jws.getHeader().getType()))
                    .map(Jws::getPayload)
                    .filter(claims -> settings.issuer().equals(claims.getIssuer()))
                    .filter(this::unexpired)
                    .map(Claims::getId);
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** RFC 7519 section 4.1.4: not accepted on the very moment of {@code exp} either, which the library would do. */
    private boolean unexpired(Claims claims) {
        return claims.getExpiration() != null
                && clock.instant().isBefore(claims.getExpiration().toInstant());
    }

    /** Finds the key by {@code kid} among ours; a token that names another algorithm than ours finds none. */
    private record ByKeyId(TokenKeys keys, Clock clock) implements Locator<Key> {
        @Override
        @SuppressWarnings("NullAway") // the interface allows null for "no such key"
        public @Nullable Key locate(Header header) {
            if (!(header instanceof ProtectedHeader named)
                    || named.getKeyId() == null
                    || !keys.algorithm().jwaName().equals(header.getAlgorithm())) {
                return null;
            }
            return keys.verifying(named.getKeyId(), clock.instant()).orElse(null);
        }
    }
}
