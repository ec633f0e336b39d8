package dev.authgate.server.token;

import dev.authgate.server.oauth.Scopes;
import java.time.Instant;

/**
 * All that decides whether a token still counts, read in one look: the token, its grant, its user and its client.
 *
 * @param revoked whether this token alone was revoked
 */
public record TokenStanding(
        String grantId,
        Grant.Status grantStatus,
        boolean revoked,
        Instant issuedAt,
        Instant expiresAt,
        Scopes scopes,
        String clientId,
        boolean clientEnabled,
        String userId,
        String username,
        boolean userEnabled) {
    /** Whether the token is good at this moment. */
    public boolean active(Instant now) {
        return !revoked
                && grantStatus == Grant.Status.ACTIVE
                && clientEnabled
                && userEnabled
                && now.isBefore(expiresAt);
    }
}
