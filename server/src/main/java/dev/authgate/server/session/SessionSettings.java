package dev.authgate.server.session;

import java.time.Duration;

/**
 * How long a browser stays signed in.
 *
 * @param lifetime from signing in, whatever happens; positive
 * @param idle since the last page; positive
 */
public record SessionSettings(Duration lifetime, Duration idle) {
    private static final Duration TOUCH_AT_MOST_EVERY = Duration.ofMinutes(1);

    public SessionSettings {
        if (lifetime.isNegative() || lifetime.isZero() || idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException("A session lives for longer than no time");
        }
    }

    /** How old the note of the last page may grow: a minute, or less when the idle limit is short. */
    Duration touchEvery() {
        var quarter = idle.dividedBy(4);
        return quarter.compareTo(TOUCH_AT_MOST_EVERY) < 0 ? quarter : TOUCH_AT_MOST_EVERY;
    }
}
