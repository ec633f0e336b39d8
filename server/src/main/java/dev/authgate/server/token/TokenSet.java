package dev.authgate.server.token;

import dev.authgate.server.oauth.Scopes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer of the token endpoint: RFC 6749 section 5.1.
 *
 * @param tokenType RFC 6749 section 7.1
 * @param expiresIn how long the access token lasts
 * @param refreshToken null when none is issued
 */
public record TokenSet(
        String accessToken,
        String tokenType,
        Duration expiresIn,
        @Nullable String refreshToken,
        Scopes scopes) {
    /** Never shows a token. */
    @Override
    public String toString() {
        return "TokenSet[" + expiresIn + ", " + scopes + "]";
    }
}
