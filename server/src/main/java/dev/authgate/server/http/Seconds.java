package dev.authgate.server.http;

import java.time.Duration;

/** Durations as headers write them. */
public final class Seconds {
    private Seconds() {}

    /** Whole seconds, rounded up, never zero: a client told to wait zero seconds would hammer. */
    public static String atLeastOne(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }
}
