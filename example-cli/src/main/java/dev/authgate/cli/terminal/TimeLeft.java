package dev.authgate.cli.terminal;

import java.time.Duration;

/** Times as a person reads them. */
public final class TimeLeft {
    private static final int SIXTY = 60;

    private TimeLeft() {}

    /** A clock that runs down: {@code 4:09}, {@code 1:00:00}. Never below zero. */
    public static String clock(Duration left) {
        var seconds = Math.max(0, left.toSeconds());
        var minutes = seconds / SIXTY;
        return minutes < SIXTY
                ? "%d:%02d".formatted(minutes, seconds % SIXTY)
                : "%d:%02d:%02d".formatted(minutes / SIXTY, minutes % SIXTY, seconds % SIXTY);
    }

    /** About how long: {@code 42 s}, {@code 59 min}, {@code 23 h}, {@code 30 d}. */
    public static String about(Duration time) {
        if (time.compareTo(Duration.ofMinutes(2)) < 0) {
            return time.toSeconds() + " s";
        }
        if (time.compareTo(Duration.ofHours(2)) < 0) {
            return time.toMinutes() + " min";
        }
        return time.compareTo(Duration.ofDays(2)) < 0 ? time.toHours() + " h" : time.toDays() + " d";
    }
}
