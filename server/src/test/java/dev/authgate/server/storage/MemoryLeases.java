package dev.authgate.server.storage;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Leases in memory. */
public final class MemoryLeases implements Leases {
    private final Map<String, Lease> held = new HashMap<>();

    private record Lease(String holder, Instant until) {}

    @Override
    public synchronized boolean take(String name, String holder, Instant now, Instant until) {
        var lease = held.get(name);
        if (lease != null && !lease.holder().equals(holder) && now.isBefore(lease.until())) {
            return false;
        }
        held.put(name, new Lease(holder, until));
        return true;
    }

    @Override
    public synchronized void release(String name, String holder) {
        held.computeIfPresent(name, (key, lease) -> lease.holder().equals(holder) ? null : lease);
    }
}
