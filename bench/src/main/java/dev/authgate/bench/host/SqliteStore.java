package dev.authgate.bench.host;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/** The SQLite file of a server. It makes the file itself. */
public record SqliteStore(Path file) implements Store {
    @Override
    public Map<String, String> variables() {
        return Map.of("database_file", file.toString());
    }

    @Override
    public String description() {
        try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            return "SQLite " + connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            return "SQLite";
        }
    }

    @Override
    public Set<Long> pids() {
        return Set.of();
    }

    /** Pages in use, those in the write-ahead log included. */
    @Override
    public long bytes() throws SQLException {
        try (var connection = connect()) {
            return (pragma(connection, "page_count") - pragma(connection, "freelist_count"))
                    * pragma(connection, "page_size");
        }
    }

    private static long pragma(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA " + name)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @Override
    public void close() {
        // The file goes with its directory.
    }
}
