package dev.authgate.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A limit on requests: so many at once, then one each so often")
class RateLimitTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private final RateLimit limit = new RateLimit(3, Duration.ofSeconds(10));

    @Test
    void lets_the_burst_through_and_says_how_long_the_next_must_wait() {
        assertThat(limit.take("a", NOON)).isEmpty();
        assertThat(limit.take("a", NOON)).isEmpty();
        assertThat(limit.take("a", NOON)).isEmpty();
        assertThat(limit.take("a", NOON.plusSeconds(4))).contains(Duration.ofSeconds(6));
    }

    @Test
    void lets_one_more_through_after_each_interval() {
        spend();

        assertThat(limit.take("a", NOON.plusSeconds(10))).isEmpty();
        assertThat(limit.take("a", NOON.plusSeconds(10))).isPresent();
        assertThat(limit.take("a", NOON.plusSeconds(20))).isEmpty();
    }

    @Test
    void never_saves_up_more_than_the_burst() {
        spend();
        var later = NOON.plusSeconds(3600);

        assertThat(limit.take("a", later)).isEmpty();
        assertThat(limit.take("a", later)).isEmpty();
        assertThat(limit.take("a", later)).isEmpty();
        assertThat(limit.take("a", later)).isPresent();
    }

    @Test
    void counts_each_subject_alone() {
        spend();

        assertThat(limit.take("b", NOON)).isEmpty();
    }

    private void spend() {
        for (var i = 0; i < 3; i++) {
            assertThat(limit.take("a", NOON)).isEmpty();
        }
    }
}
