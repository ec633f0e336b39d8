package dev.authgate.server.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.authgate.server.key.TokenKeys;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
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

    private static final int MOST_REMEMBERED = 10_000;

    private final TokenSettings settings;
    private final TokenKeys keys;
    private final JwtParser parser;
    private final Clock clock;

    /** What was verified before, by the hash of the whole token: a resource server asks about each of them many times. */
    private final Cache<SecretHash, Verified> before =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    /** What cannot change about a token whose signature holds; its key may still be retired, and its time come. */
    private record Verified(String id, String keyId, Instant expiresAt) {}

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
        return verify(token, SecretHash.of(token));
    }

    /** The same, for a caller who has the hash of the token already. */
    Optional<String> verify(String token, SecretHash hash) {
        return Optional.ofNullable(before.getIfPresent(hash))
                .or(() -> parsed(token, hash))
                .filter(this::stillHolds)
                .map(Verified::id);
    }

    private Optional<Verified> parsed(String token, SecretHash hash) {
        try {
            var found = Optional.of(parser.parseSignedClaims(token))
                    .filter(jws -> TYPE.equals(jws.getHeader().getType()))
                    .filter(jws -> settings.issuer().equals(jws.getPayload().getIssuer()))
                    .filter(jws -> jws.getPayload().getExpiration() != null)
                    .map(AccessTokens::verified);
            found.ifPresent(verified -> before.put(hash, verified));
            return found;
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Verified verified(Jws<Claims> jws) {
        var claims = jws.getPayload();
        return new Verified(
                claims.getId(),
                jws.getHeader().getKeyId(),
                claims.getExpiration().toInstant());
    }

    /** RFC 7519 section 4.1.4: not accepted on the very moment of {@code exp} either, which the library would do. */
    private boolean stillHolds(Verified token) {
        var now = clock.instant();
        return now.isBefore(token.expiresAt())
                && keys.verifying(token.keyId(), now).isPresent();
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
