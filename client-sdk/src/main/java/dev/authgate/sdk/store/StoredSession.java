package dev.authgate.sdk.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a session. The text form tells no secret.
 *
 * <pre>{@code
 * Optional<StoredSession> kept = client.store().load(session.key());
 * kept.ifPresent(one -> {
 *     System.out.println("Signed in since " + one.signedInAt() + ", renewed " + one.generation() + " times");
 *     System.out.println("May " + String.join(", ", one.scopes()));
 * });
 * }</pre>
 *
 * @param accessToken the access token's text
 * @param accessTokenIssuedAt when it was asked for, by this machine's clock
 * @param accessTokenExpiresAt when it ends, by this machine's clock
 * @param refreshToken the refresh token's text, if the server gave one
 * @param scopes what was granted (RFC 6749 section 3.3)
 * @param generation counts the refreshes, so that a later one is known from an earlier one
 * @param signedInAt when the person approved
 */
public record StoredSession(
        String accessToken,
        Instant accessTokenIssuedAt,
        Instant accessTokenExpiresAt,
        @Nullable String refreshToken,
        List<String> scopes,
        long generation,
        Instant signedInAt) {
    public StoredSession {
        scopes = List.copyOf(scopes);
    }

    @Override
    public String toString() {
        return "StoredSession[generation " + generation + ", access token until " + accessTokenExpiresAt
                + (refreshToken == null ? ", no refresh token]" : ", with refresh token]");
    }
}
