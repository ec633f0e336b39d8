package dev.authgate.server.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments and lengths of time in words, in English and UTC, seen from one moment. */
public final class EnglishTime {
    private static final DateTimeFormatter DATE = formatter("d MMMM uuuu");
    private static final DateTimeFormatter DATE_AND_TIME = formatter("d MMMM uuuu, HH:mm:ss 'UTC'");
    private static final DateTimeFormatter DATE_AND_MINUTE = formatter("d MMMM uuuu, HH:mm 'UTC'");
    private static final DateTimeFormatter TIME_OF_DAY = formatter("HH:mm 'UTC'");
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long MONTH = 30 * DAY;
    private static final long JUST_NOW = 5;

    private final Instant now;

    EnglishTime(Instant now) {
        this.now = now;
    }

    /** How long ago a moment was, in its largest whole unit: "40 seconds ago". */
    public String ago(Instant moment) {
        long seconds = Duration.between(moment, now).toSeconds();
        if (seconds < JUST_NOW) {
            return "just now";
        }
        if (seconds < MINUTE) {
            return count(seconds, "second") + " ago";
        }
        if (seconds < HOUR) {
            return count(seconds / MINUTE, "minute") + " ago";
        }
        return (seconds < DAY ? count(seconds / HOUR, "hour") : count(seconds / DAY, "day")) + " ago";
    }

    /** When something was last done: how long ago in the past month, the day before that. */
    public String lately(Instant moment) {
        return Duration.between(moment, now).toSeconds() < MONTH ? ago(moment) : date(moment);
    }

    /** A length of time, never shorter than it is: "15 minutes", "90 minutes", "30 days". */
    public String length(Duration duration) {
        long seconds = Math.max(1, duration.plusSeconds(1).minusNanos(1).toSeconds());
        if (reads(seconds, DAY)) {
            return count(ceil(seconds, DAY), "day");
        }
        if (reads(seconds, HOUR)) {
            return count(ceil(seconds, HOUR), "hour");
        }
        return reads(seconds, MINUTE) ? count(ceil(seconds, MINUTE), "minute") : count(seconds, "second");
    }

    /** The day: "13 April 2026". */
    public String date(Instant moment) {
        return DATE.format(moment);
    }

    /** The day and the second: "14 March 2026, 14:32:07 UTC". */
    public String dateAndTime(Instant moment) {
        return DATE_AND_TIME.format(moment);
    }

    /** The day and the minute: "14 March 2026, 14:32 UTC". */
    public String dateAndMinute(Instant moment) {
        return DATE_AND_MINUTE.format(moment);
    }

    /** The time of day: "14:47 UTC". */
    public String timeOfDay(Instant moment) {
        return TIME_OF_DAY.format(moment);
    }

    /** Below two of a unit, rounding up would say nearly twice the truth; the smaller unit is then the better word. */
    private static boolean reads(long seconds, long unit) {
        return seconds == unit || seconds >= 2 * unit;
    }

    private static long ceil(long seconds, long unit) {
        return (seconds + unit - 1) / unit;
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
