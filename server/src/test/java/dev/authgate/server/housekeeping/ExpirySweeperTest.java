package dev.authgate.server.housekeeping;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.authgate.server.storage.MemoryLeases;
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
    private final ExpirySweeper sweeper = node();

    private ExpirySweeper node() {
        return new ExpirySweeper(piles, new Retention(Duration.ofDays(365), Duration.ofSeconds(30)), leases, metrics);
    }

    @Test
    void removes_everything_in_batches_and_counts_it() {
        piles.heights.put(Expired.Kind.ACCESS_TOKENS, 1234);

        sweeper.accept(NOON);

        assertThat(piles.heights.get(Expired.Kind.ACCESS_TOKENS)).isZero();
        assertThat(piles.asked).allMatch(batch -> batch == ExpirySweeper.BATCH);
        assertThat(metrics.counter("cleanup.removed.access_tokens").getCount()).isEqualTo(1234);
    }

    @Test
    void leaves_the_rest_of_a_mountain_for_the_next_run() {
        piles.heights.put(Expired.Kind.AUDIT_EVENTS, 1_000_000);

        sweeper.accept(NOON);

        assertThat(piles.heights.get(Expired.Kind.AUDIT_EVENTS)).isEqualTo(950_000);
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
    private static final class Piles implements Expired {
        private final Map<Kind, Integer> heights = new EnumMap<>(Kind.class);
        private final Map<Kind, Instant> before = new EnumMap<>(Kind.class);
        private final List<Integer> asked = new ArrayList<>();

        @Override
        public int remove(Kind kind, Instant endedBefore, int atMost) {
            before.put(kind, endedBefore);
            asked.add(atMost);
            var height = heights.getOrDefault(kind, 0);
            var removed = Math.min(height, atMost);
            heights.put(kind, height - removed);
            return removed;
        }
    }
}
