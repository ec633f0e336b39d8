package dev.authgate.server.client;

import java.util.List;
import java.util.Optional;

/** The registered clients. */
public interface Clients {
    Optional<Client> find(String id);

    /** Adds a client; false when one with this id is there already. */
    boolean add(Client client);

    /** Puts {@code next} in place of {@code expected}; false when the stored client has changed since. */
    boolean replace(Client expected, Client next);

    /** All of them, by name. */
    List<Client> all();
}
