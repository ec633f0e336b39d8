package dev.authgate.server.sql;

import dev.authgate.server.storage.Leases;
import java.time.Instant;

/** Leases in the database. */
final class SqlLeases implements Leases {
    private static final String TAKE = "INSERT INTO leases (name, holder, held_until) VALUES (?, ?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until"
            + " WHERE leases.holder = excluded.holder OR leases.held_until <= ?";

    private static final String RELEASE = "DELETE FROM leases WHERE name = ? AND holder = ?";

    private final Engine engine;

    SqlLeases(Engine engine) {
        this.engine = engine;
    }

    @Override
    public boolean take(String name, String holder, Instant now, Instant until) {
        return engine.write(handle -> handle.createUpdate(TAKE)
                        .bind(0, name)
                        .bind(1, holder)
                        .bind(2, until.toEpochMilli())
                        .bind(3, now.toEpochMilli())
                        .execute()
                == 1);
    }

    @Override
    public void release(String name, String holder) {
        engine.write(handle ->
                handle.createUpdate(RELEASE).bind(0, name).bind(1, holder).execute());
    }
}
