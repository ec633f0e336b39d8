package dev.authgate.server.sql;

import dev.authgate.server.housekeeping.Expired;
import java.time.Instant;

/** Removes ended rows, found by an index on when they ended. */
final class SqlExpired implements Expired {
    private final Engine engine;

    SqlExpired(Engine engine) {
        this.engine = engine;
    }

    @Override
    public int remove(Kind kind, Instant before, int atMost) {
        return engine.remove(handle -> handle.createUpdate(statement(kind))
                .bind(0, before.toEpochMilli())
                .bind(1, atMost)
                .execute());
    }

    static String statement(Kind kind) {
        return switch (kind) {
            case DEVICE_AUTHORIZATIONS -> delete("device_authorizations", "id", "expires_at");
            case SESSIONS -> delete("sessions", "id", "expires_at");
            case ATTEMPTS -> delete("attempts", "subject", "last_at");
            case ACCESS_TOKENS -> delete("access_tokens", "hash", "expires_at");
            case SEALED_SUCCESSORS ->
                "UPDATE refresh_tokens SET sealed_successor = NULL WHERE hash IN (SELECT hash FROM refresh_tokens"
                        + " WHERE sealed_successor IS NOT NULL AND spent_at < ? LIMIT ?)";
            case GRANTS -> delete("grants", "id", "expires_at");
            case AUDIT_EVENTS -> delete("audit_events", "id", "at");
            case LEASES -> delete("leases", "name", "held_until");
        };
    }

    private static String delete(String table, String key, String endedAt) {
        return "DELETE FROM " + table + " WHERE " + key + " IN (SELECT " + key + " FROM " + table + " WHERE " + endedAt
                + " < ? ORDER BY " + endedAt + " LIMIT ?)";
    }
}
