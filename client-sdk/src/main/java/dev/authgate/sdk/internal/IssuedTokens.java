package dev.authgate.sdk.internal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token endpoint issued (RFC 6749 section 5.1). The text form tells no secret.
 *
 * @param accessToken the access token's text
 * @param lifetime how long it lives, counted from before the request was sent
 * @param refreshToken the refresh token's text; null if the server gave none, which on a refresh means: keep the old
 * @param scopes what was granted; empty if the server did not say, which means: what was asked for
 */
public record IssuedTokens(
        String accessToken, Duration lifetime, @Nullable String refreshToken, List<String> scopes) {
    public IssuedTokens {
        scopes = List.copyOf(scopes);
    }

    @Override
    public String toString() {
        return "IssuedTokens[redacted, lifetime " + lifetime + "]";
    }
}
