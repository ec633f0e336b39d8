package dev.authgate.server.audit;

/** Where events go. Called inside a unit of work, the event is stored with the change it tells of, or not at all. */
public interface AuditTrail {
    void record(AuditEvent event);
}
