package dev.authgate.server.token;

import dev.authgate.server.oauth.Scopes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one user allowed one client on one device. It owns a family of tokens, and is what people see as an active
 * session.
 *
 * @param address where the device was when it asked
 * @param lastUsedAt when a token of the family was last issued
 * @param lastAddress where that was asked from
 * @param expiresAt when the family ends at the latest
 */
public record Grant(
        String id,
        String userId,
        String clientId,
        Scopes scopes,
        Status status,
        @Nullable String deviceName,
        @Nullable String userAgent,
        String address,
        Instant createdAt,
        Instant lastUsedAt,
        String lastAddress,
        Instant expiresAt) {
    /** The same grant, used at this moment from there, and lasting until then. */
    public Grant used(Instant now, String from, Instant until) {
        return new Grant(
                id, userId, clientId, scopes, status, deviceName, userAgent, address, createdAt, now, from, until);
    }

    /** Active and disabled may follow each other; revoked is final. */
    public enum Status {
        ACTIVE,
        DISABLED,
        REVOKED;

        /** Whether a grant may go from this status to the next one. */
        public boolean mayBecome(Status next) {
            return this != REVOKED && this != next;
        }
    }
}
