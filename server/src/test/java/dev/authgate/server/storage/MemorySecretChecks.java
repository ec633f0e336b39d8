package dev.authgate.server.storage;

import java.util.Optional;

/** Check values in memory. */
public final class MemorySecretChecks implements SecretChecks, Rewindable {
    private final MemoryRows<String, String> rows = new MemoryRows<>();

    @Override
    public boolean putIfAbsent(String name, String value) {
        return rows.add(name, value, other -> false);
    }

    @Override
    public Optional<String> find(String name) {
        return rows.find(name);
    }

    @Override
    public void replace(String name, String value) {
        rows.put(name, value);
    }

    @Override
    public Runnable remember() {
        return rows.remember();
    }
}
