package dev.authgate.server.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.oauth.Secrets;
import java.util.TreeMap;

/** Audit events in the database, under ids that sort by time. */
final class SqlAuditTrail implements AuditTrail {
    private final Secrets secrets = new Secrets();
    private final ObjectMapper json = new ObjectMapper();
    private final Engine engine;

    SqlAuditTrail(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void record(AuditEvent event) {
        var origin = event.origin();
        var details = details(event);
        var id = secrets.nextId(event.at());
        engine.add(NewRow.of(
                NewRow.Table.AUDIT_EVENTS,
                id,
                event.at().toEpochMilli(),
                Columns.name(event.type()),
                Columns.name(event.type().severity()),
                origin.address(),
                origin.userAgent(),
                origin.requestId(),
                event.actor(),
                event.clientId(),
                event.target(),
                details));
    }

    private String details(AuditEvent event) {
        try {
            return json.writeValueAsString(new TreeMap<>(event.details()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of strings is always JSON", e);
        }
    }
}
