package dev.authgate.server.housekeeping;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.authgate.server.storage.MemoryLeases;
import dev.authgate.server.storage.StorageUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The job that removes what has ended")
class ExpirySweeperTest {
    private final Piles piles = new Piles();
    private final MemoryLeases leases = new MemoryLeases();
    private final MetricRegistry metrics = new MetricRegistry();
    private long nanos;
    private final ExpirySweeper sweeper = node();

    private ExpirySweeper node() {
        return new ExpirySweeper(
                piles, new Retention(Duration.ofDays(365), Duration.ofSeconds(30)), leases, metrics, () -> nanos);
    }

    /** So many calls, a twentieth of a second apart. */
    private static void call(ExpirySweeper sweeper, Instant from, int times) {
        for (var i = 0; i < times; i++) {
            sweeper.accept(from.plusMillis(50L * i));
        }
    }

    /** The batches of so many calls, when a row takes that long. */
    private List<Integer> batches(Instant from, int calls, Duration row) {
        piles.heights.put(Expired.Kind.DEVICE_AUTHORIZATIONS, 1_000_000);
        piles.row = row;
        piles.asked.clear();
        for (var i = 0; i < calls; i++) {
            sweeper.accept(from.plusSeconds(30L * i));
        }
        return List.copyOf(piles.asked);
    }

    @Test
    void removes_one_batch_each_time_until_nothing_is_left_and_counts_it() {
        piles.heights.put(Expired.Kind.ACCESS_TOKENS, 1234);
        piles.heights.put(Expired.Kind.AUDIT_EVENTS, 1);

        sweeper.accept(NOON);
        assertThat(piles.heights.get(Expired.Kind.ACCESS_TOKENS)).isEqualTo(1234 - ExpirySweeper.SMALLEST_BATCH);

        call(sweeper, NOON.plusMillis(50), 8);
        assertThat(piles.heights)
                .containsEntry(Expired.Kind.ACCESS_TOKENS, 0)
                .containsEntry(Expired.Kind.AUDIT_EVENTS, 0);
        assertThat(metrics.counter("cleanup.removed.access_tokens").getCount()).isEqualTo(1234);
    }

    @Test
    void removes_more_at_once_as_long_as_that_is_quick() {
        assertThat(batches(NOON, 7, Duration.ofNanos(1))).containsExactly(10, 20, 40, 80, 160, 320, 500);
    }

    @Test
    void removes_less_at_once_when_that_is_slow() {
        batches(NOON, 7, Duration.ofNanos(1));

        assertThat(batches(NOON.plusSeconds(300), 8, Duration.ofMillis(1)))
                .containsExactly(500, 250, 125, 62, 31, 15, 10, 10);
    }

    @Test
    void then_does_nothing_for_fifty_times_as_long_as_it_took() {
        piles.heights.put(Expired.Kind.DEVICE_AUTHORIZATIONS, 1_000_000);
        piles.row = Duration.ofMillis(5);

        sweeper.accept(NOON);
        sweeper.accept(NOON.plusMillis(2549));
        assertThat(piles.asked).hasSize(1);

        sweeper.accept(NOON.plusMillis(2550));
        assertThat(piles.asked).hasSize(2);
    }

    @Test
    void rests_for_a_minute_when_nothing_is_left() {
        sweeper.accept(NOON);
        piles.heights.put(Expired.Kind.SESSIONS, 5);

        call(sweeper, NOON.plusMillis(50), 1000);
        assertThat(piles.heights.get(Expired.Kind.SESSIONS)).isEqualTo(5);

        sweeper.accept(NOON.plusSeconds(60));
        assertThat(piles.heights.get(Expired.Kind.SESSIONS)).isZero();
    }

    @Test
    void rests_for_a_minute_when_the_database_is_away() {
        piles.heights.put(Expired.Kind.SESSIONS, 5);
        piles.broken = true;

        assertThatThrownBy(() -> sweeper.accept(NOON)).isInstanceOf(StorageUnavailable.class);
        piles.broken = false;
        sweeper.accept(NOON.plusSeconds(59));
        assertThat(piles.heights.get(Expired.Kind.SESSIONS)).isEqualTo(5);

        sweeper.accept(NOON.plusSeconds(60));
        assertThat(piles.heights.get(Expired.Kind.SESSIONS)).isZero();
    }

    @Test
    void keeps_the_work_to_itself_as_long_as_there_is_any() {
        piles.heights.put(Expired.Kind.AUDIT_EVENTS, 1_000_000);
        var other = node();

        for (var second = 0; second < 600; second++) {
            sweeper.accept(NOON.plusSeconds(second));
            other.accept(NOON.plusSeconds(second));
        }

        assertThat(piles.asked).hasSize(600 + 6);
    }

    @Test
    void works_on_one_node_at_a_time() {
        sweeper.accept(NOON);
        piles.heights.put(Expired.Kind.SESSIONS, 5);

        node().accept(NOON.plusSeconds(60));
        assertThat(piles.heights.get(Expired.Kind.SESSIONS)).isEqualTo(5);

        node().accept(NOON.plusSeconds(180));
        assertThat(piles.heights.get(Expired.Kind.SESSIONS)).isZero();
    }

    @Test
    void keeps_each_kind_as_long_as_it_is_of_use() {
        sweeper.accept(NOON);

        assertThat(piles.before.get(Expired.Kind.SESSIONS)).isEqualTo(NOON);
        assertThat(piles.before.get(Expired.Kind.DEVICE_AUTHORIZATIONS)).isEqualTo(NOON.minusSeconds(3600));
        assertThat(piles.before.get(Expired.Kind.SEALED_SUCCESSORS)).isEqualTo(NOON.minusSeconds(30));
        assertThat(piles.before.get(Expired.Kind.GRANTS)).isEqualTo(NOON.minus(Duration.ofDays(7)));
        assertThat(piles.before.get(Expired.Kind.AUDIT_EVENTS)).isEqualTo(NOON.minus(Duration.ofDays(365)));
    }

    /** So many ended rows of each kind. */
    private final class Piles implements Expired {
        private final Map<Kind, Integer> heights = new EnumMap<>(Kind.class);
        private final Map<Kind, Instant> before = new EnumMap<>(Kind.class);
        private final List<Integer> asked = new ArrayList<>();
        private boolean broken;
        private Duration row = Duration.ZERO;

        @Override
        public int remove(Kind kind, Instant endedBefore, int atMost) {
            if (broken) {
                throw new StorageUnavailable("away", new IllegalStateException());
            }
            before.put(kind, endedBefore);
            asked.add(atMost);
            var height = heights.getOrDefault(kind, 0);
            var removed = Math.min(height, atMost);
            heights.put(kind, height - removed);
            nanos += row.multipliedBy(removed).toNanos();
            return removed;
        }
    }
}
