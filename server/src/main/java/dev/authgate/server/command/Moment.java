package dev.authgate.server.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A time as commands print it: UTC, to the second. */
final class Moment {
    private Moment() {}

    static String of(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
