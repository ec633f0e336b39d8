package dev.authgate.bench.host;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** How many rows a database can take durably in a second, with nothing around it: what no server can beat. */
public final class CommitRate {
    private static final String CREATE =
            "CREATE TABLE IF NOT EXISTS bench_commits (id BIGINT NOT NULL PRIMARY KEY, value TEXT NOT NULL)";
    private static final String INSERT = "INSERT INTO bench_commits (id, value) VALUES (?, ?)";
    private static final String VALUE = "0123456789abcdef0123456789abcdef";
    private static final AtomicLong IDS = new AtomicLong();

    private CommitRate() {}

    /**
     * A rate.
     *
     * @param connections how many insert at once
     * @param batch rows in one transaction
     */
    public record Measured(int connections, int batch, double rowsPerSecond) {}

    /** Rows a second of so many connections to PostgreSQL, each row a transaction. */
    public static Measured ofPostgres(PostgresStore store, int connections, Duration length)
            throws SQLException, InterruptedException, IOException {
        try (var first = store.connect();
                var statement = first.createStatement()) {
            statement.execute(CREATE);
        }
        var end = System.nanoTime() + length.toNanos();
        var threads = Executors.newFixedThreadPool(connections);
        try {
            var tasks = new ArrayList<Callable<Long>>();
            for (var i = 0; i < connections; i++) {
                tasks.add(() -> insertSingly(store, end));
            }
            var rows = 0L;
            for (var done : threads.invokeAll(tasks)) {
                rows += done.get();
            }
            return new Measured(connections, 1, rows / (length.toNanos() / 1e9));
        } catch (ExecutionException e) {
            throw new IOException("the rows could not be inserted", e);
        } finally {
            threads.shutdown();
            drop(store);
        }
    }

    private static void drop(PostgresStore store) throws SQLException {
        try (var connection = store.connect();
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE bench_commits");
        }
    }

    private static long insertSingly(PostgresStore store, long end) throws SQLException {
        try (var connection = store.connect()) {
            return insertUntil(connection, end);
        }
    }

    private static long insertUntil(Connection connection, long end) throws SQLException {
        var rows = 0L;
        try (var insert = connection.prepareStatement(INSERT)) {
            while (System.nanoTime() < end) {
                insert.setLong(1, IDS.incrementAndGet());
                insert.setString(2, VALUE);
                insert.executeUpdate();
                rows++;
            }
        }
        return rows;
    }

    /** Rows a second of one connection to a new SQLite file: each row a transaction, and so many in each. */
    public static List<Measured> ofSqlite(Path file, int batch, Duration length) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute(CREATE);
            var single = insertUntil(connection, System.nanoTime() + length.toNanos());
            var many = insertBatches(connection, batch, System.nanoTime() + length.toNanos());
            var seconds = length.toNanos() / 1e9;
            return List.of(new Measured(1, 1, single / seconds), new Measured(1, batch, many / seconds));
        }
    }

    private static long insertBatches(Connection connection, int batch, long end) throws SQLException {
        connection.setAutoCommit(false);
        var rows = 0L;
        try (var insert = connection.prepareStatement(INSERT)) {
            while (System.nanoTime() < end) {
                for (var i = 0; i < batch; i++) {
                    insert.setLong(1, IDS.incrementAndGet());
                    insert.setString(2, VALUE);
                    insert.executeUpdate();
                }
                connection.commit();
                rows += batch;
            }
        }
        return rows;
    }
}
