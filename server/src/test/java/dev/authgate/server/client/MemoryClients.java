package dev.authgate.server.client;

import static java.util.Comparator.comparing;

import dev.authgate.server.storage.MemoryRows;
import dev.authgate.server.storage.Rewindable;
import java.util.List;
import java.util.Optional;

/** Clients in memory. */
public final class MemoryClients implements Clients, Rewindable {
    private final MemoryRows<String, Client> rows = new MemoryRows<>();

    @Override
    public Optional<Client> find(String id) {
        return rows.find(id);
    }

    @Override
    public boolean add(Client client) {
        return rows.add(client.id(), client, other -> false);
    }

    @Override
    public boolean replace(Client expected, Client next) {
        return rows.replace(expected.id(), expected::equals, stored -> next);
    }

    @Override
    public List<Client> all() {
        return rows.all().stream()
                .sorted(comparing(Client::name, String.CASE_INSENSITIVE_ORDER).thenComparing(Client::id))
                .toList();
    }

    @Override
    public Runnable remember() {
        return rows.remember();
    }
}
