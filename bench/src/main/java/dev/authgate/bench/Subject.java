package dev.authgate.bench;

import dev.authgate.bench.adapter.Adapter;
import dev.authgate.bench.adapter.Adapter.DatabaseText;
import dev.authgate.bench.host.Machines;
import dev.authgate.bench.host.NoStore;
import dev.authgate.bench.host.PostgresStore;
import dev.authgate.bench.host.SqliteStore;
import dev.authgate.bench.host.Store;
import dev.authgate.bench.report.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/**
 * What is measured: a server on a database.
 *
 * @param root the directory of the project
 * @param cache where downloads are kept from one run to the next
 * @param environment what is set beside the adapter's own
 */
record Subject(
        Adapter adapter, Path adapterFile, String database, Path root, Path cache, Map<String, String> environment) {
    static final String POSTGRESQL = "postgresql";

    Subject {
        if (!adapter.databases().containsKey(database)) {
            throw new IllegalArgumentException(adapter.name() + " has no database " + database + "; allowed: "
                    + String.join(", ", adapter.databases().keySet()));
        }
        environment = Map.copyOf(environment);
    }

    DatabaseText databaseText() {
        return Objects.requireNonNull(adapter.databases().get(database));
    }

    /** Starts the database, or says where it will be, for an installation in that directory. */
    Store open(Path directory) throws IOException, SQLException {
        if (database.equals(POSTGRESQL)) {
            return PostgresStore.start(directory);
        }
        var file = databaseText().file();
        return file == null || file.isEmpty()
                ? new NoStore(database)
                : new SqliteStore(Path.of(file.replace("${dir}", directory.toString())));
    }

    /** The SQL that fills the database. */
    String growthScript() throws IOException {
        var growth = databaseText().growth();
        if (growth == null || growth.isEmpty()) {
            throw new IllegalArgumentException(
                    "the adapter of " + adapter.name() + " does not say how to fill " + database);
        }
        return Files.readString(adapterFile.toAbsolutePath().resolveSibling(growth));
    }

    /** What stands at the head of the results. */
    Entry.Subject entry(Store store, Installation installation) throws IOException {
        var java = installation.values().get("java");
        return new Entry.Subject(
                adapter.name(),
                installation.values().fill(adapter.noteText()),
                database,
                store.description(),
                java == null ? "none" : Machines.versionOf(Path.of(java)),
                environment);
    }
}
