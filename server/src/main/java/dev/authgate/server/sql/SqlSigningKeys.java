package dev.authgate.server.sql;

import dev.authgate.server.key.SigningAlgorithm;
import dev.authgate.server.key.SigningKey;
import dev.authgate.server.key.SigningKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Key pairs in the database. */
final class SqlSigningKeys implements SigningKeys {
    private static final String COLUMNS =
            "id, algorithm, generation, sealed_private, public_key, created_at, active_at, retired_at";
    private static final String ADD = "INSERT INTO signing_keys (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (algorithm, generation) DO NOTHING";
    private static final String ALL =
            "SELECT " + COLUMNS + " FROM signing_keys WHERE algorithm = ? ORDER BY generation";
    private static final String RETIRE = "UPDATE signing_keys SET retired_at = ? WHERE id = ? AND retired_at IS NULL";

    private final Engine engine;

    SqlSigningKeys(Engine engine) {
        this.engine = engine;
    }

    @Override
    public boolean add(SigningKey key) {
        return engine.write(handle -> handle.createUpdate(ADD)
                        .bind(0, key.id())
                        .bind(1, Columns.name(key.algorithm()))
                        .bind(2, key.generation())
                        .bind(3, key.sealedPrivate())
                        .bind(4, key.publicKey())
                        .bind(5, key.createdAt().toEpochMilli())
                        .bind(6, key.activeAt().toEpochMilli())
                        .bind(7, Columns.millis(key.retiredAt()))
                        .execute()
                == 1);
    }

    @Override
    public List<SigningKey> all(SigningAlgorithm algorithm) {
        return engine.read(handle -> handle.createQuery(ALL)
                .bind(0, Columns.name(algorithm))
                .map((row, context) -> key(row))
                .list());
    }

    @Override
    public boolean retire(String id, Instant now) {
        return engine.write(handle -> handle.createUpdate(RETIRE)
                        .bind(0, now.toEpochMilli())
                        .bind(1, id)
                        .execute()
                == 1);
    }

    private static SigningKey key(ResultSet row) throws SQLException {
        return new SigningKey(
                Columns.text(row, "id"),
                Columns.constant(SigningAlgorithm.class, row, "algorithm"),
                row.getInt("generation"),
                Columns.text(row, "sealed_private"),
                Columns.text(row, "public_key"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "active_at"),
                Columns.optionalInstant(row, "retired_at"));
    }
}
