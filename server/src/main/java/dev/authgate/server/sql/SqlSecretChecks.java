package dev.authgate.server.sql;

import dev.authgate.server.storage.SecretChecks;
import java.util.Optional;

/** Check values of the server's secrets in the database. */
final class SqlSecretChecks implements SecretChecks {
    private static final String PUT =
            "INSERT INTO secret_checks (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";
    private static final String FIND = "SELECT value FROM secret_checks WHERE name = ?";
    private static final String REPLACE = "INSERT INTO secret_checks (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    private final Engine engine;

    SqlSecretChecks(Engine engine) {
        this.engine = engine;
    }

    @Override
    public boolean putIfAbsent(String name, String value) {
        return put(PUT, name, value) == 1;
    }

    @Override
    public Optional<String> find(String name) {
        return engine.read(handle -> handle.createQuery(FIND)
                .bind(0, name)
                .map((row, context) -> row.getString("value"))
                .findOne());
    }

    @Override
    public void replace(String name, String value) {
        put(REPLACE, name, value);
    }

    private int put(String sql, String name, String value) {
        return engine.write(
                handle -> handle.createUpdate(sql).bind(0, name).bind(1, value).execute());
    }
}
