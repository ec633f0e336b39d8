package dev.authgate.server.endurance;

import dev.authgate.server.oauth.SecretHash;
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

    /** The refresh tokens of one grant, spent ones too. */
    long refreshTokensOf(String refreshToken) throws SQLException {
        return number("SELECT count(*) FROM refresh_tokens WHERE grant_id = " + grantOf(refreshToken));
    }

    /** The access tokens of one grant. */
    long accessTokensOf(String refreshToken) throws SQLException {
        return number("SELECT count(*) FROM access_tokens WHERE grant_id = " + grantOf(refreshToken));
    }

    /** The status of the grant that a refresh token belongs to. */
    String grantStatus(String refreshToken) throws SQLException {
        return text("SELECT status FROM grants WHERE id = " + grantOf(refreshToken));
    }

    /** How often it was audited, as critical, that a refresh token of this grant was used again. */
    long criticalReuses(String refreshToken) throws SQLException {
        return number("SELECT count(*) FROM audit_events WHERE type = 'refresh_token_reused' AND severity = 'critical'"
                + " AND target = " + grantOf(refreshToken));
    }

    private static String grantOf(String refreshToken) {
        var hash = SecretHash.of(refreshToken).value();
        return "(SELECT grant_id FROM refresh_tokens WHERE hash = '" + hash + "')";
    }

    /** Whether SQLite finds its file in order. */
    boolean isSound() throws SQLException {
        return text("PRAGMA integrity_check").equals("ok");
    }

    private String text(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
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
