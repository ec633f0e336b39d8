package dev.authgate.server.session;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.session.Attempts.Count;
import dev.authgate.server.storage.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of failed attempts promises. */
public abstract class AttemptsContract {
    private static final Instant AN_HOUR_AGO = NOON.minus(Duration.ofHours(1));

    protected abstract Attempts attempts();

    @Test
    void each_failure_counts_one_more() {
        assertThat(attempts().find("counted")).isEmpty();

        assertThat(attempts().increment("counted", NOON, AN_HOUR_AGO)).isEqualTo(new Count(1, NOON));
        assertThat(attempts().increment("counted", NOON.plusSeconds(1), AN_HOUR_AGO))
                .isEqualTo(new Count(2, NOON.plusSeconds(1)));
        assertThat(attempts().find("counted")).contains(new Count(2, NOON.plusSeconds(1)));
        assertThat(attempts().find("other")).isEmpty();
    }

    @Test
    void a_failure_counts_whatever_was_typed() {
        attempts().increment("a\0\ud800", NOON, AN_HOUR_AGO);

        assertThat(attempts().increment("a\0\ud800", NOON, AN_HOUR_AGO).failures())
                .isEqualTo(2);
    }

    @Test
    void an_old_count_starts_again_from_one() {
        attempts().increment("old", AN_HOUR_AGO.minusMillis(1), Instant.EPOCH);
        attempts().increment("young", AN_HOUR_AGO, Instant.EPOCH);

        assertThat(attempts().increment("old", NOON, AN_HOUR_AGO).failures()).isEqualTo(1);
        assertThat(attempts().increment("young", NOON, AN_HOUR_AGO).failures()).isEqualTo(2);
    }

    @Test
    void a_failure_taken_back_never_leaves_less_than_none() {
        attempts().increment("taken back", NOON, AN_HOUR_AGO);

        attempts().decrement("taken back");
        attempts().decrement("taken back");
        attempts().decrement("never counted");

        assertThat(attempts().find("taken back")).contains(new Count(0, NOON));
        assertThat(attempts().find("never counted")).isEmpty();
    }

    @Test
    void a_reset_forgets() {
        attempts().increment("reset", NOON, AN_HOUR_AGO);

        attempts().reset("reset");

        assertThat(attempts().find("reset")).isEmpty();
    }

    @Test
    void many_who_fail_at_once_each_get_a_different_number() throws Exception {
        var counts = Race.run(runner -> attempts().increment("raced", NOON, AN_HOUR_AGO));

        assertThat(counts)
                .extracting(Count::failures)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, Race.RUNNERS).boxed().toList());
    }
}
