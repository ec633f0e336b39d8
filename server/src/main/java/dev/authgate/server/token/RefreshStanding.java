package dev.authgate.server.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that decides whether a refresh token still counts.
 *
 * @param standing that of its grant, user and client; it expires when the grant does
 * @param grant its grant
 * @param spentAt when it was exchanged for its successor; null while it is good
 * @param sealedSuccessor the successor, sealed; null while it is good, and again some time after it was spent
 */
public record RefreshStanding(
        TokenStanding standing,
        Grant grant,
        @Nullable Instant spentAt,
        @Nullable String sealedSuccessor) {
    /** Whether its grant, user and client are in order; whether it is spent is another matter. */
    public boolean active(Instant now) {
        return standing.active(now);
    }

    /** Never shows the sealed token. */
    @Override
    public String toString() {
        return "RefreshStanding[" + standing + ", spent at " + spentAt + "]";
    }
}
