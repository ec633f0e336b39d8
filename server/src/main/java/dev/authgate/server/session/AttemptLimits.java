package dev.authgate.server.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Slows down guessing, whatever is guessed: passwords or user codes.
 *
 * <p>Every attempt is counted as a failure before it is looked at, and taken back when it succeeds. So a burst of
 * parallel guesses cannot slip through between looking and counting.
 *
 * <p>Call all methods inside a unit of work. Give the limits of one attempt always in the same order of kinds (account
 * before network), so that two units of work never wait for each other in a circle.
 */
public final class AttemptLimits {
    private final Optional<Attempts> counted;

    private AttemptLimits(Optional<Attempts> counted) {
        this.counted = counted;
    }

    public static AttemptLimits on(Attempts attempts) {
        return new AttemptLimits(Optional.of(attempts));
    }

    /** The setting {@code LIMITS=off}: nothing is counted and nothing is slowed down. */
    public static AttemptLimits off() {
        return new AttemptLimits(Optional.empty());
    }

    /**
     * Lets an attempt through and counts it as failed in advance under each of the limits; or, when one of them stands
     * in the way, counts nothing and answers how long to wait, in whole seconds, at least one.
     */
    public Optional<Duration> begin(List<AttemptLimit> limits, Instant now) {
        return counted.flatMap(attempts -> begin(attempts, limits, now));
    }

    private static Optional<Duration> begin(Attempts attempts, List<AttemptLimit> limits, Instant now) {
        var wait = limits.stream()
                .flatMap(limit -> waitBefore(attempts, limit, now).stream())
                .max(Duration::compareTo);
        if (wait.isPresent()) {
            return wait;
        }
        for (int i = 0; i < limits.size(); i++) {
            var outrun = count(attempts, limits.get(i), now);
            if (outrun.isPresent()) {
                limits.subList(0, i + 1).forEach(limit -> attempts.decrement(limit.subject()));
                return outrun;
            }
        }
        return Optional.empty();
    }

    private static Optional<Duration> waitBefore(Attempts attempts, AttemptLimit limit, Instant now) {
        return attempts.find(limit.subject())
                .flatMap(count -> limit.rule().blockedUntil(count, now))
                .map(until -> wholeSeconds(Duration.between(now, until)));
    }

    /**
     * Counts one failure. When the number is not the next one after what was read, others have counted in between, just
     * now: then their failures hold this attempt back, as if it had come after them.
     */
    private static Optional<Duration> count(Attempts attempts, AttemptLimit limit, Instant now) {
        var rule = limit.rule();
        var expected = attempts.find(limit.subject())
                .filter(count -> !rule.isForgotten(count, now))
                .map(count -> count.failures() + 1)
                .orElse(1);
        var number =
                attempts.increment(limit.subject(), now, rule.forgetBefore(now)).failures();
        if (number <= expected || number <= rule.free()) {
            return Optional.empty();
        }
        return Optional.of(wholeSeconds(rule.delayAfter(number - 1)));
    }

    private static Duration wholeSeconds(Duration wait) {
        return Duration.ofSeconds(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }

    /** Takes the one failure back that {@link #begin} counted; those before it stay. */
    public void takeBack(AttemptLimit limit) {
        counted.ifPresent(attempts -> attempts.decrement(limit.subject()));
    }

    /** Forgets all failures: only for what the one who succeeded owns, such as the account. */
    public void forgive(AttemptLimit limit) {
        counted.ifPresent(attempts -> attempts.reset(limit.subject()));
    }
}
