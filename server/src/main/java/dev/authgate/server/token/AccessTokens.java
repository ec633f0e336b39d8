package dev.authgate.server.token;

import dev.authgate.server.oauth.Scopes;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.Locator;
import io.jsonwebtoken.ProtectedHeader;
import io.jsonwebtoken.security.Keys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens as signed JWTs: RFC 9068 section 2, with HS256 under {@code JWT_SECRET}.
 *
 * <p>RFC 8725 section 3.1: the algorithm comes from the key that {@code kid} names, never from the token.
 */
public final class AccessTokens {
    /** RFC 9068 section 2.1. */
    private static final String TYPE = "at+jwt";

    private final TokenSettings settings;
    private final List<SigningSecret> secrets;
    private final JwtParser parser;
    private final Clock clock;

    /**
     * Makes a signer and verifier.
     *
     * @param secrets the secret that signs, and after it those that still verify; at least 32 bytes each
     */
    public AccessTokens(TokenSettings settings, List<String> secrets, Clock clock) {
        this.settings = settings;
        this.secrets = secrets.stream().map(SigningSecret::of).toList();
        this.clock = clock;
        this.parser = Jwts.parser()
                .keyLocator(new ByKeyId(this.secrets))
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
        return Jwts.builder()
                .header()
                .type(TYPE)
                .keyId(secrets.get(0).keyId())
                .and()
                .issuer(settings.issuer())
                .subject(grant.userId())
                .audience()
                .single(settings.audience())
                .id(tokenId)
                .claim("client_id", grant.clientId())
                .claim("scope", scopes.toString())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(lifetime)))
                .signWith(secrets.get(0).key(), Jwts.SIG.HS256)
                .compact();
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

    /** A key and its public name, which is a hash of it and so gives nothing away. */
    private record SigningSecret(String keyId, SecretKey key) {
        private static final int KEY_ID_LENGTH = 16;

        static SigningSecret of(String secret) {
            var hash = dev.authgate.server.oauth.SecretHash.of("kid " + secret).value();
            return new SigningSecret(
                    hash.substring(0, KEY_ID_LENGTH), Keys.hmacShaKeyFor(secret.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Finds the key by {@code kid} among ours; a token that names another algorithm than ours finds none. */
    private record ByKeyId(List<SigningSecret> secrets) implements Locator<java.security.Key> {
        @Override
        @SuppressWarnings("NullAway") // the interface allows null for "no such key"
        public java.security.@Nullable Key locate(Header header) {
            if (!(header instanceof ProtectedHeader named)
                    || !Jwts.SIG.HS256.getId().equals(header.getAlgorithm())) {
                return null;
            }
            return secrets.stream()
                    .filter(secret -> secret.keyId().equals(named.getKeyId()))
                    .map(SigningSecret::key)
                    .findFirst()
                    .orElse(null);
        }
    }
}
