package dev.authgate.server.audit;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. Never holds a secret: codes, tokens and passwords have no place here.
 *
 * @param actor the id of the user who did it, or null when nobody was signed in
 * @param clientId the OAuth client it was about, or null
 * @param target the id of the row it changed, or null
 * @param details further words, sorted by name
 */
public record AuditEvent(
        EventType type,
        Instant at,
        Origin origin,
        @Nullable String actor,
        @Nullable String clientId,
        @Nullable String target,
        Map<String, String> details) {
    public AuditEvent {
        details = Map.copyOf(new TreeMap<>(details));
    }

    public static AuditEvent of(EventType type, Instant at, Origin origin) {
        return new AuditEvent(type, at, origin, null, null, null, Map.of());
    }

    public AuditEvent by(String userId) {
        return new AuditEvent(type, at, origin, userId, clientId, target, details);
    }

    public AuditEvent forClient(String id) {
        return new AuditEvent(type, at, origin, actor, id, target, details);
    }

    public AuditEvent on(String id) {
        return new AuditEvent(type, at, origin, actor, clientId, id, details);
    }

    public AuditEvent with(String name, String value) {
        var more = new TreeMap<>(details);
        more.put(name, value);
        return new AuditEvent(type, at, origin, actor, clientId, target, more);
    }
}
