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
    private final Attempts attempts;

    private AttemptLimits(Attempts attempts) {
        this.attempts = attempts;
    }

    public static AttemptLimits on(Attempts attempts) {
        return new AttemptLimits(attempts);
    }

    /** The setting {@code LIMITS=off}: nothing is counted and nothing is slowed down. */
    public static AttemptLimits off() {
        return new AttemptLimits(new Uncounted());
    }

    /**
     * Lets an attempt through and counts it as failed in advance under each of the limits; or, when one of them stands
     * in the way, counts nothing and answers how long to wait, in whole seconds, at least one.
     */
    public Optional<Duration> begin(List<AttemptLimit> limits, Instant now) {
        var standings = limits.stream()
                .map(limit -> new Standing(limit, attempts.find(limit.subject())))
                .toList();
        var wait = standings.stream()
                .flatMap(standing -> standing.waitAt(now).stream())
                .max(Duration::compareTo);
        return wait.isPresent() ? wait : countAll(standings, now);
    }

    private Optional<Duration> countAll(List<Standing> standings, Instant now) {
        for (int i = 0; i < standings.size(); i++) {
            var outrun = count(standings.get(i), now);
            if (outrun.isPresent()) {
                standings.subList(0, i + 1).forEach(counted -> takeBack(counted.limit()));
                return outrun;
            }
        }
        return Optional.empty();
    }

    /**
     * Counts one failure. When the number is not the next one after what was read, others have counted in between, just
     * now: then their failures hold this attempt back, as if it had come after them.
     */
    private Optional<Duration> count(Standing standing, Instant now) {
        var rule = standing.limit().rule();
        var number = attempts.increment(standing.limit().subject(), now, rule.forgetBefore(now))
                .failures();
        if (number <= rule.free() || number <= standing.numberOfNext(now)) {
            return Optional.empty();
        }
        return Optional.of(wholeSeconds(rule.delayAfter(number - 1)));
    }

    private static Duration wholeSeconds(Duration wait) {
        return Duration.ofSeconds(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }

    /** Takes the one failure back that {@link #begin} counted; those before it stay. */
    public void takeBack(AttemptLimit limit) {
        attempts.decrement(limit.subject());
    }

    /** Forgets all failures: only for what the one who succeeded owns, such as the account. */
    public void forgive(AttemptLimit limit) {
        attempts.reset(limit.subject());
    }

    /** A limit and what had been counted under it when the attempt came in. */
    private record Standing(AttemptLimit limit, Optional<Attempts.Count> count) {
        Optional<Duration> waitAt(Instant now) {
            return count.flatMap(failures -> limit.rule().blockedUntil(failures, now))
                    .map(until -> wholeSeconds(Duration.between(now, until)));
        }

        int numberOfNext(Instant now) {
            return 1
                    + count.filter(failures -> !limit.rule().isForgotten(failures, now))
                            .map(Attempts.Count::failures)
                            .orElse(0);
        }
    }

    /** Remembers nothing. */
    private static final class Uncounted implements Attempts {
        @Override
        public Optional<Count> find(String subject) {
            return Optional.empty();
        }

        @Override
        public Count increment(String subject, Instant now, Instant forgetBefore) {
            return new Count(1, now);
        }

        @Override
        public void decrement(String subject) {}

        @Override
        public void reset(String subject) {}
    }
}
