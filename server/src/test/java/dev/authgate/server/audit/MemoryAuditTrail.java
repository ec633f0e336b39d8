package dev.authgate.server.audit;

import dev.authgate.server.storage.Rewindable;
import java.util.ArrayList;
import java.util.List;

/** Audit events in memory. */
public final class MemoryAuditTrail implements AuditTrail, Rewindable {
    private final List<AuditEvent> events = new ArrayList<>();

    @Override
    public synchronized void record(AuditEvent event) {
        events.add(event);
    }

    /** What was recorded, in that order. */
    public synchronized List<AuditEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public synchronized Runnable remember() {
        var copy = List.copyOf(events);
        return () -> restore(copy);
    }

    private synchronized void restore(List<AuditEvent> copy) {
        events.clear();
        events.addAll(copy);
    }
}
