package dev.authgate.server.endurance;

import dev.authgate.server.sql.DatabaseSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Looks into a database beside the server that writes it. */
final class Rows implements AutoCloseable {
    private static final String FAMILIES = "SELECT count(*) FROM grants g"
            + " WHERE (SELECT count(*) FROM access_tokens t WHERE t.grant_id = g.id) = 1"
            + " AND (SELECT count(*) FROM refresh_tokens t WHERE t.grant_id = g.id) = 1";

    private final Connection connection;

    private Rows(Connection connection) {
        this.connection = connection;
    }

    static Rows of(Path directory) throws SQLException {
        return new Rows(DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("authgate.db")));
    }

    static Rows of(DatabaseSettings settings) throws SQLException {
        return new Rows(DriverManager.getConnection(settings.url(), settings.user(), settings.password()));
    }

    long count(String table) throws SQLException {
        return number("SELECT count(*) FROM " + table);
    }

    /** Grants with exactly one access token and one refresh token. */
    long families() throws SQLException {
        return number(FAMILIES);
    }

    long redeemed() throws SQLException {
        return number("SELECT count(*) FROM device_authorizations WHERE status = 'redeemed'");
    }

    /** Whether SQLite finds its file in order. */
    boolean isSound() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA integrity_check")) {
            return row.next() && row.getString(1).equals("ok");
        }
    }

    private long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
