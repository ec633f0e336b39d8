package dev.authgate.sdk.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * RFC 8628 section 3.5: how long to pause before the next poll. Never shorter than the interval that the server asked
 * for; longer after faults, and after a {@code slow_down} for good.
 *
 * @param interval what the server allows
 * @param slowDowns how often the server asked for more time
 * @param faults how many polls in a row had no answer
 */
public record Pace(Duration interval, int slowDowns, int faults) {
    /** RFC 8628 section 3.2: "If no value is provided, clients MUST use 5 as the default." */
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);

    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(60);
    private static final int MOST_DOUBLINGS = 10;

    /** Spreads the polls of many devices. */
    private static final double JITTER = 0.1;

    /** A clock that runs too fast makes every pause too short: after one complaint, a fifth is added. */
    private static final double DRIFT_MARGIN = 0.2;

    /**
     * The pace of a new sign-in.
     *
     * @param interval what the server asked for, if it did
     */
    public static Pace of(@Nullable Duration interval) {
        if (interval == null || interval.isNegative() || interval.isZero()) {
            return new Pace(DEFAULT_INTERVAL, 0, 0);
        }
        return new Pace(interval, 0, 0);
    }

    /**
     * "the interval MUST be increased by 5 seconds for this and all subsequent requests."
     *
     * @param asked the interval in the server's answer; it counts if it is longer
     */
    public Pace slowedDown(@Nullable Duration asked) {
        var longer = interval.plus(STEP);
        return new Pace(asked != null && asked.compareTo(longer) > 0 ? asked : longer, slowDowns + 1, 0);
    }

    /** After an ordinary answer. */
    public Pace answered() {
        return new Pace(interval, slowDowns, 0);
    }

    /** After a time-out, a broken connection, 429 or 5xx. */
    public Pace failed() {
        return new Pace(interval, slowDowns, faults + 1);
    }

    /**
     * The pause after an answer.
     *
     * @param spread between 0 and 1: this device's place among the others
     */
    public Duration pause(double spread) {
        return stretched(interval, JITTER * spread + (slowDowns > 0 ? DRIFT_MARGIN : 0));
    }

    /**
     * The pause after a fault: "clients MUST unilaterally reduce their polling frequency before retrying", by doubling,
     * up to a minute.
     *
     * @param retryAfter what the server asked for instead, if it did
     * @param spread as in {@link #pause}
     */
    public Duration backOff(@Nullable Duration retryAfter, double spread) {
        if (retryAfter != null) {
            return longer(retryAfter, pause(spread));
        }
        var doubled = interval.multipliedBy(1L << Math.min(faults, MOST_DOUBLINGS));
        var spreadOut = stretched(doubled, JITTER * spread);
        return longer(spreadOut.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : spreadOut, pause(spread));
    }

    private static Duration stretched(Duration pause, double by) {
        return pause.plusMillis(Math.round(pause.toMillis() * by));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
