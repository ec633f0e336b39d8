package dev.authgate.server.storage;

import java.util.Optional;

/**
 * One check value per server secret, shared by all nodes: a node that starts with another secret finds out before it
 * refuses everyone's tokens. A check value tells nothing of its secret.
 */
public interface SecretChecks {
    /** Keeps the value unless the name has one already; false when it has. */
    boolean putIfAbsent(String name, String value);

    Optional<String> find(String name);

    /** Keeps the value, whatever was kept before: the secret was changed on purpose. */
    void replace(String name, String value);
}
