package dev.authgate.server.sql;

import com.google.common.base.Throwables;
import dev.authgate.server.storage.AlreadyTaken;
import dev.authgate.server.storage.StorageUnavailable;
import java.sql.SQLException;
import java.util.Optional;

/** Tells the failures that pass with time from those that are mistakes. */
final class Failures {
    private Failures() {}

    /** What the database said, if it was the database. */
    static Optional<SQLException> sql(Throwable failure) {
        return Throwables.getCausalChain(failure).stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }

    /**
     * The failure as callers shall see it: {@link StorageUnavailable} when it passes, {@link AlreadyTaken} when another row
     * has what only one may have, else itself.
     */
    static RuntimeException translated(RuntimeException failure, Database database) {
        return sql(failure).flatMap(sql -> translated(sql, failure, database)).orElse(failure);
    }

    private static Optional<RuntimeException> translated(
            SQLException sql, RuntimeException failure, Database database) {
        if (database.unavailable(sql)) {
            return Optional.of(unavailable(sql, failure));
        }
        return database.alreadyTaken(sql)
                ? Optional.of(new AlreadyTaken("Another row has what only one may have", failure))
                : Optional.empty();
    }

    private static StorageUnavailable unavailable(SQLException sql, RuntimeException failure) {
        return new StorageUnavailable("The database is not available: " + sql.getMessage(), failure);
    }
}
