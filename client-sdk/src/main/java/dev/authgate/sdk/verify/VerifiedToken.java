package dev.authgate.sdk.verify;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a verified access token says (RFC 9068 section 2.2).
 *
 * <pre>{@code
 * VerifiedToken token = verifier.verify(text).orThrow();
 * if (token.hasScope("write")) {
 *     String name = token.text("username").orElse(token.subject());
 *     System.out.println(name + " may write until " + token.expiresAt());
 * }
 * }</pre>
 *
 * @param issuer who issued it
 * @param subject the user, or the client itself
 * @param clientId which client it was issued to
 * @param audience for whom it is meant
 * @param scopes what was granted
 * @param issuedAt when
 * @param expiresAt until when
 * @param id its own name, the {@code jti}
 * @param claims everything it says, as {@code String}, {@code Long}, {@code BigDecimal}, {@code Boolean}, {@code List} and
 *     {@code Map}
 */
public record VerifiedToken(
        URI issuer,
        String subject,
        String clientId,
        List<String> audience,
        List<String> scopes,
        Instant issuedAt,
        Instant expiresAt,
        String id,
        Map<String, Object> claims) {
    public VerifiedToken {
        audience = List.copyOf(audience);
        scopes = List.copyOf(scopes);
        claims = Map.copyOf(claims);
    }

    /** Whether that was granted. */
    public boolean hasScope(String scope) {
        return scopes.contains(scope);
    }

    /** A claim that is text, such as {@code username}. */
    public Optional<String> text(String claim) {
        return claims.get(claim) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
