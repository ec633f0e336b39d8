package dev.authgate.server.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How failures slow down the next attempt: some are free, then each pause is twice the one before, up to a longest. Never
 * a lockout: after the pause there is always another attempt.
 *
 * @param free failures that cost nothing
 * @param firstDelay the pause after the last free failure
 * @param longestDelay the pause that is not doubled any more
 * @param forgetAfter how long after the last failure all of them are forgotten
 */
public record AttemptRule(int free, Duration firstDelay, Duration longestDelay, Duration forgetAfter) {
    /** More doublings than any pause needs; keeps the shift from overflowing. */
    private static final int MOST_DOUBLINGS = 30;

    public AttemptRule {
        if (free < 1 || !isPositive(firstDelay) || longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("At least one free attempt, then a pause that does not shrink");
        }
        if (forgetAfter.compareTo(longestDelay) <= 0) {
            throw new IllegalArgumentException("Failures must be remembered for longer than the longest pause");
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /** Until when no attempt is let through; empty when nothing stands in the way at {@code now}. */
    public Optional<Instant> blockedUntil(Attempts.Count count, Instant now) {
        if (isForgotten(count, now) || count.failures() < free) {
            return Optional.empty();
        }
        return Optional.of(count.lastAt().plus(delayAfter(count.failures()))).filter(now::isBefore);
    }

    /** Whether the last failure is so long ago that counting starts again. */
    public boolean isForgotten(Attempts.Count count, Instant now) {
        return count.lastAt().isBefore(forgetBefore(now));
    }

    Instant forgetBefore(Instant now) {
        return now.minus(forgetAfter);
    }

    /** The pause after that many failures, at least {@link #free}. */
    Duration delayAfter(int failures) {
        var delay = firstDelay.multipliedBy(1L << Math.min(failures - free, MOST_DOUBLINGS));
        return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }
}
