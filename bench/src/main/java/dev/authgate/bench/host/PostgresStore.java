package dev.authgate.bench.host;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL that is started for the benchmark, with every commit flushed to disk. */
public final class PostgresStore implements Store {
    private static final String USER = "postgres";
    private static final String PASSWORD = "postgres";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final EmbeddedPostgres server;
    private final Path data;
    private final String database;

    private PostgresStore(EmbeddedPostgres server, Path data, String database) {
        this.server = server;
        this.data = data;
        this.database = database;
    }

    /** Starts one below the directory. */
    public static PostgresStore start(Path directory) throws IOException, SQLException {
        var data = directory.resolve("postgresql-data");
        var server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                // Made for tests, the embedded server would not flush; a benchmark must.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB")
                .start();
        var store = new PostgresStore(server, data, "bench_" + DATABASES.incrementAndGet());
        try (var connection = store.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + store.database);
            requireFlushing(statement);
        }
        return store;
    }

    private static void requireFlushing(Statement statement) throws SQLException {
        for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            try (var row = statement.executeQuery("SHOW " + setting)) {
                row.next();
                if (!row.getString(1).equals("on")) {
                    throw new SQLException("PostgreSQL runs with " + setting + " " + row.getString(1));
                }
            }
        }
    }

    private Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + server.getPort() + "/" + name, USER, PASSWORD);
    }

    @Override
    public Connection connect() throws SQLException {
        return connect(database);
    }

    @Override
    public Map<String, String> variables() {
        return Map.of(
                "database_host",
                "localhost",
                "database_port",
                Integer.toString(server.getPort()),
                "database_name",
                database,
                "database_user",
                USER,
                "database_password",
                PASSWORD);
    }

    @Override
    public String description() {
        try (var connection = connect()) {
            return "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            return "PostgreSQL";
        }
    }

    @Override
    public Set<Long> pids() {
        try {
            var first = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            return Usage.tree(Set.of(Long.parseLong(first.strip())));
        } catch (IOException e) {
            return Set.of();
        }
    }

    @Override
    public long bytes() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
