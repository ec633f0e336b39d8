package dev.authgate.server.sql;

import com.google.common.base.Throwables;
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

    /** The failure as callers shall see it: {@link StorageUnavailable} when it passes, else itself. */
    static RuntimeException translated(RuntimeException failure, Database database) {
        return sql(failure)
                .filter(database::unavailable)
                .<RuntimeException>map(sql -> unavailable(sql, failure))
                .orElse(failure);
    }

    private static StorageUnavailable unavailable(SQLException sql, RuntimeException failure) {
        return new StorageUnavailable("The database is not available: " + sql.getMessage(), failure);
    }
}
