package dev.authgate.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Time in words")
class EnglishTimeTest {
    private static final Instant NOW = Instant.parse("2026-03-14T14:32:07Z");

    private final EnglishTime time = new EnglishTime(NOW);

    @ParameterizedTest
    @CsvSource({
        "-30, just now",
        "0, just now",
        "4, just now",
        "5, 5 seconds ago",
        "40, 40 seconds ago",
        "59, 59 seconds ago",
        "60, 1 minute ago",
        "119, 1 minute ago",
        "3599, 59 minutes ago",
        "3600, 1 hour ago",
        "86399, 23 hours ago",
        "86400, 1 day ago",
        "259200, 3 days ago"
    })
    void a_moment_is_told_in_its_largest_whole_unit(long secondsAgo, String words) {
        assertThat(time.ago(NOW.minusSeconds(secondsAgo))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 1 second",
        "PT0.4S, 1 second",
        "PT48S, 48 seconds",
        "PT59.5S, 1 minute",
        "PT1M, 1 minute",
        "PT90S, 90 seconds",
        "PT15M, 15 minutes",
        "PT11M1S, 12 minutes",
        "PT1H, 1 hour",
        "PT90M, 90 minutes",
        "PT2H30M, 3 hours",
        "P1D, 1 day",
        "P30D, 30 days"
    })
    void a_length_is_never_told_shorter_than_it_is(Duration length, String words) {
        assertThat(time.length(length)).isEqualTo(words);
    }

    @Test
    void a_date_is_in_english_and_utc() {
        assertThat(time.date(Instant.parse("2026-04-13T23:59:59Z"))).isEqualTo("13 April 2026");
        assertThat(time.dateAndTime(NOW)).isEqualTo("14 March 2026, 14:32:07 UTC");
        assertThat(time.timeOfDay(NOW)).isEqualTo("14:32 UTC");
    }
}
