package dev.authgate.sdk;

import java.time.Duration;
import java.time.Instant;

/**
 * When a code's time is over.
 *
 * @param monotonicNanos on the clock that only runs forward: this one decides
 * @param timeOfDay as a person reads it
 */
record Deadline(long monotonicNanos, Instant timeOfDay) {
    /** What is counted from now. */
    static Deadline start(TimeSource time) {
        return new Deadline(time.monotonicNanos(), time.now());
    }

    /** So much later. */
    Deadline plus(Duration lifetime) {
        return new Deadline(monotonicNanos + lifetime.toNanos(), timeOfDay.plus(lifetime));
    }

    /** How long until then; negative when it is over. */
    Duration left(TimeSource time) {
        return Duration.ofNanos(monotonicNanos - time.monotonicNanos());
    }
}
