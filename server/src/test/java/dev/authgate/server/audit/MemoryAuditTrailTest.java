package dev.authgate.server.audit;

import java.util.List;

final class MemoryAuditTrailTest extends AuditTrailContract {
    private final MemoryAuditTrail trail = new MemoryAuditTrail();

    @Override
    protected AuditTrail trail() {
        return trail;
    }

    @Override
    protected List<AuditEvent> recorded(EventType type) {
        return trail.events().stream().filter(event -> event.type() == type).toList();
    }
}
