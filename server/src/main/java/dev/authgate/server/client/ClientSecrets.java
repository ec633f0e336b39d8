package dev.authgate.server.client;

import dev.authgate.server.oauth.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a confidential client proves itself with: RFC 6749 section 2.3.1. Two secrets at the most, so that a new one can be
 * brought to many machines while the one before it still works.
 *
 * @param since when the current one was drawn
 * @param former the one before; null when there was none, or it has been given up
 */
public record ClientSecrets(
        SecretHash current, Instant since, @Nullable Former former) {
    /** The only secret of a client. */
    public static ClientSecrets of(SecretHash only, Instant since) {
        return new ClientSecrets(only, since, null);
    }

    /**
     * A secret that has been replaced.
     *
     * @param until from when on it does not count any more
     */
    public record Former(SecretHash hash, Instant since, Instant until) {}

    /** What was presented. */
    public enum Proof {
        CURRENT,
        FORMER,
        NONE
    }

    /** What this secret proves at this moment. Every secret is compared, so that the time taken tells nothing. */
    Proof proof(String given, Instant now) {
        var isCurrent = current.matches(given);
        var isFormer = former != null && former.hash().matches(given) && now.isBefore(former.until());
        if (isCurrent) {
            return Proof.CURRENT;
        }
        return isFormer ? Proof.FORMER : Proof.NONE;
    }

    /** The one before, if it still counts. */
    public Optional<Former> former(Instant now) {
        return Optional.ofNullable(former).filter(kept -> now.isBefore(kept.until()));
    }

    /** With a new secret, and this one still good for that long; whatever was before this one is given up. */
    public ClientSecrets rotated(SecretHash next, Instant now, Duration overlap) {
        var kept = overlap.isZero() ? null : new Former(current, since, now.plus(overlap));
        return new ClientSecrets(next, now, kept);
    }

    /** With the current secret alone. */
    public ClientSecrets withoutFormer() {
        return of(current, since);
    }
}
