package dev.authgate.server.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as operators write them: a whole number and a unit, such as 10s, 30m, 720h or 7d. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([smhd])");

    private Durations() {}

    /** The duration; empty when it is not written like that. */
    public static Optional<Duration> parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    /** The duration in the largest unit of which it is a whole number. */
    public static String written(Duration duration) {
        var seconds = duration.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3600 != 0) {
            return seconds / 60 + "m";
        }
        return seconds % 86400 == 0 ? seconds / 86400 + "d" : seconds / 3600 + "h";
    }
}
