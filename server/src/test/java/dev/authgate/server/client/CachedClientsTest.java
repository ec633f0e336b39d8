package dev.authgate.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.storage.Samples;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Clients that were asked for just now")
class CachedClientsTest {
    private final MemoryClients stored = new MemoryClients();
    private final CachedClients clients = new CachedClients(stored);
    private final Client tv = Samples.client("tv");

    @Test
    void are_found_as_they_are_stored() {
        stored.add(tv);

        assertThat(clients.find("tv")).contains(tv);
        assertThat(clients.find("tv")).contains(tv);
        assertThat(clients.find("radio")).isEmpty();
        assertThat(clients.all()).containsExactly(tv);
    }

    @Test
    void show_a_change_that_was_made_elsewhere_within_a_second() {
        var nanos = new AtomicLong();
        var cached = new CachedClients(stored, nanos::get);
        stored.add(tv);
        assertThat(cached.find("tv")).contains(tv);

        stored.replace(tv, tv.disabled());
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(cached.find("tv")).contains(tv.disabled());
    }

    @Test
    void show_a_change_that_was_made_here_at_once() {
        assertThat(clients.find("tv")).isEmpty();
        clients.add(tv);
        assertThat(clients.find("tv")).contains(tv);

        clients.replace(tv, tv.disabled());

        assertThat(clients.find("tv")).contains(tv.disabled());
    }
}
