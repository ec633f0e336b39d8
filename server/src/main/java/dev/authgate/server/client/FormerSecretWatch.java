package dev.authgate.server.client;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes that a client still comes with the secret before its current one, so that an operator knows which machine lacks the
 * new one; once an hour for a client and an address, because machines authenticate all the time.
 */
final class FormerSecretWatch {
    private static final Duration EACH = Duration.ofHours(1);
    private static final int MOST = 10_000;

    private final AuditTrail audit;
    private final ConcurrentHashMap<String, Instant> noted = new ConcurrentHashMap<>();

    FormerSecretWatch(AuditTrail audit) {
        this.audit = audit;
    }

    void note(Client client, Origin origin, Instant now) {
        if (noted.size() >= MOST) {
            noted.clear();
        }
        var place = client.id() + " " + origin.address();
        var last = noted.get(place);
        if (last != null && now.isBefore(last.plus(EACH))) {
            return;
        }
        var mine = last == null ? noted.putIfAbsent(place, now) == null : noted.replace(place, last, now);
        if (mine) {
            audit.record(AuditEvent.of(EventType.CLIENT_FORMER_SECRET_USED, now, origin)
                    .forClient(client.id()));
        }
    }
}
