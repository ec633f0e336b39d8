package dev.authgate.server.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each subject: so many requests at once, then one each {@code refill}.
 *
 * <p>Kept in memory and bounded: a flood of subjects pushes out the least used, it never fills the heap.
 */
public final class RateLimit {
    private static final int MOST_SUBJECTS = 20_000;

    private final int burst;
    private final Duration refill;
    private final Cache<String, Bucket> buckets;

    /**
     * Makes a limit.
     *
     * @param burst how many requests may come at once, at least one
     * @param refill the time after which one more is allowed
     */
    public RateLimit(int burst, Duration refill) {
        this.burst = burst;
        this.refill = refill;
        this.buckets = Caffeine.newBuilder().maximumSize(MOST_SUBJECTS).build();
    }

    /** Takes one; empty when it was there, else how long until the next one is. */
    public Optional<Duration> take(String subject, Instant now) {
        var after = buckets.asMap().compute(subject, (key, before) -> next(before, now));
        return after.taken() ? Optional.empty() : Optional.of(Duration.between(now, after.nextAt(refill)));
    }

    private Bucket next(@Nullable Bucket before, Instant now) {
        if (before == null) {
            return new Bucket(burst - 1, now, true);
        }
        var elapsed = Duration.between(before.filledAt(), now);
        var drops = elapsed.isNegative() ? 0 : elapsed.dividedBy(refill);
        var level = Math.min(burst, before.level() + drops);
        var filledAt = before.filledAt().plus(refill.multipliedBy(drops));
        return level > 0 ? new Bucket(level - 1, filledAt, true) : new Bucket(0, filledAt, false);
    }

    private record Bucket(long level, Instant filledAt, boolean taken) {
        Instant nextAt(Duration refill) {
            return filledAt.plus(refill);
        }
    }
}
