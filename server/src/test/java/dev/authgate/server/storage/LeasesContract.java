package dev.authgate.server.storage;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every store of leases promises. */
public abstract class LeasesContract {
    protected abstract Leases leases();

    @Test
    void a_lease_is_held_by_one_until_its_time_is_over() {
        assertThat(leases().take("held", "one", NOON, NOON.plusSeconds(60))).isTrue();
        assertThat(leases().take("held", "two", NOON.plusSeconds(59), NOON.plusSeconds(120)))
                .isFalse();
        assertThat(leases().take("held", "two", NOON.plusSeconds(60), NOON.plusSeconds(120)))
                .isTrue();
    }

    @Test
    void a_holder_may_prolong_it() {
        leases().take("prolonged", "one", NOON, NOON.plusSeconds(60));

        assertThat(leases().take("prolonged", "one", NOON.plusSeconds(30), NOON.plusSeconds(90)))
                .isTrue();
        assertThat(leases().take("prolonged", "two", NOON.plusSeconds(60), NOON.plusSeconds(120)))
                .isFalse();
    }

    @Test
    void it_is_given_back_by_its_holder_alone() {
        leases().take("given back", "one", NOON, NOON.plusSeconds(60));

        leases().release("given back", "two");
        assertThat(leases().take("given back", "two", NOON, NOON.plusSeconds(60)))
                .isFalse();
        leases().release("given back", "one");
        assertThat(leases().take("given back", "two", NOON, NOON.plusSeconds(60)))
                .isTrue();
    }

    @Test
    void one_of_many_who_ask_at_once_gets_it() throws Exception {
        var taken = Race.run(runner -> leases().take("raced", "runner " + runner, NOON, NOON.plusSeconds(60)));

        assertThat(taken).containsOnlyOnce(true);
    }
}
