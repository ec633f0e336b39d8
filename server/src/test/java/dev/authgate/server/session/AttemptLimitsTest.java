package dev.authgate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.storage.MemoryTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@DisplayName("Counting attempts")
class AttemptLimitsTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final AttemptRule RULE =
            new AttemptRule(3, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(30));
    private static final AttemptLimit ACCOUNT = new AttemptLimit("account", RULE);
    private static final AttemptLimit NETWORK = new AttemptLimit(
            "network", new AttemptRule(5, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(30)));

    private final MemoryAttempts attempts = new MemoryAttempts();
    private final AttemptLimits limits = AttemptLimits.on(attempts);

    @Test
    void an_attempt_counts_as_failed_before_it_is_looked_at() {
        limits.begin(List.of(ACCOUNT, NETWORK), NOON);

        assertThat(failures("account")).isEqualTo(1);
        assertThat(failures("network")).isEqualTo(1);
    }

    @Test
    void after_the_free_ones_each_has_to_wait_twice_as_long() {
        begin(3, NOON);

        assertThat(limits.begin(List.of(ACCOUNT), NOON)).contains(Duration.ofSeconds(1));
        assertThat(limits.begin(List.of(ACCOUNT), NOON.plusSeconds(1))).isEmpty();
        assertThat(limits.begin(List.of(ACCOUNT), NOON.plusSeconds(2))).contains(Duration.ofSeconds(1));
        assertThat(limits.begin(List.of(ACCOUNT), NOON.plusSeconds(3))).isEmpty();
        assertThat(limits.begin(List.of(ACCOUNT), NOON.plusSeconds(3))).contains(Duration.ofSeconds(4));
    }

    @Test
    void the_wait_is_told_in_whole_seconds_rounded_up() {
        begin(5, NOON);

        assertThat(limits.begin(List.of(ACCOUNT), NOON.plusMillis(1_001))).contains(Duration.ofSeconds(3));
        assertThat(limits.begin(List.of(ACCOUNT), NOON.plusMillis(3_999))).contains(Duration.ofSeconds(1));
    }

    @Test
    void an_attempt_that_has_to_wait_does_not_count() {
        begin(3, NOON);

        for (int i = 0; i < 100; i++) {
            limits.begin(List.of(ACCOUNT, NETWORK), NOON);
        }

        assertThat(failures("account")).isEqualTo(3);
        assertThat(failures("network")).isZero();
    }

    @Test
    void one_limit_in_the_way_is_enough_and_the_longest_wait_is_told() {
        for (int i = 0; i < 7; i++) {
            attempts.increment("network", NOON, Instant.EPOCH);
        }
        begin(3, NOON);

        assertThat(limits.begin(List.of(ACCOUNT, NETWORK), NOON)).contains(Duration.ofSeconds(4));
    }

    @Test
    void forgotten_failures_do_not_count() {
        begin(8, NOON);
        var later = NOON.plus(Duration.ofMinutes(31));

        assertThat(limits.begin(List.of(ACCOUNT), later)).isEmpty();
        assertThat(failures("account")).isEqualTo(1);
    }

    @Test
    void success_takes_one_failure_back_or_forgives_all() {
        begin(2, NOON);
        for (int i = 0; i < 2; i++) {
            attempts.increment("network", NOON, Instant.EPOCH);
        }

        limits.takeBack(NETWORK);
        limits.forgive(ACCOUNT);

        assertThat(failures("network")).isEqualTo(1);
        assertThat(failures("account")).isZero();
    }

    @Test
    void switched_off_nothing_is_counted_or_slowed_down() {
        var off = AttemptLimits.off();

        for (int i = 0; i < 100; i++) {
            assertThat(off.begin(List.of(ACCOUNT, NETWORK), NOON)).isEmpty();
        }
        off.takeBack(ACCOUNT);
        off.forgive(ACCOUNT);

        assertThat(attempts.find("account")).isEmpty();
    }

    @Nested
    @DisplayName("races")
    class Races {
        private static final int CALLERS = 24;

        /** Without units of work at all: reading and counting of all callers mix in every possible way. */
        @RepeatedTest(20)
        void a_parallel_burst_gets_no_more_than_the_free_attempts() throws Exception {
            var outcomes = atOnce(() -> limits.begin(List.of(ACCOUNT), NOON));

            assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(3);
        }

        @RepeatedTest(5)
        void nor_when_units_of_work_take_turns() throws Exception {
            var transactions = new MemoryTransactions(attempts);

            var outcomes =
                    atOnce(() -> transactions.inTransaction(() -> limits.begin(List.of(ACCOUNT, NETWORK), NOON)));

            assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(3);
            assertThat(failures("account")).isEqualTo(3);
        }

        @RepeatedTest(20)
        void after_the_pause_one_of_a_burst_gets_through() throws Exception {
            begin(4, NOON);

            var outcomes = atOnce(() -> limits.begin(List.of(ACCOUNT), NOON.plusSeconds(2)));

            assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
        }

        private List<Optional<Duration>> atOnce(Callable<Optional<Duration>> work) throws Exception {
            var threads = Executors.newFixedThreadPool(CALLERS);
            var barrier = new CyclicBarrier(CALLERS);
            var futures = new ArrayList<Future<Optional<Duration>>>();
            for (int i = 0; i < CALLERS; i++) {
                futures.add(threads.submit(() -> {
                    barrier.await();
                    return work.call();
                }));
            }
            var outcomes = new ArrayList<Optional<Duration>>();
            for (var future : futures) {
                outcomes.add(future.get());
            }
            threads.shutdown();
            return outcomes;
        }
    }

    private void begin(int times, Instant now) {
        for (int i = 0; i < times; i++) {
            attempts.increment("account", now, Instant.EPOCH);
        }
    }

    private int failures(String subject) {
        return attempts.find(subject).map(Attempts.Count::failures).orElse(0);
    }
}
