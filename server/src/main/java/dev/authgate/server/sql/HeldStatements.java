package dev.authgate.server.sql;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the prepared statements of one held connection: preparing costs SQLite as much as running. The SQL of the
 * stores is constant, so there are only a few dozen. Used by one thread at a time, as its connection is.
 */
final class HeldStatements implements StatementBuilder {
    private final Map<String, PreparedStatement> idle = new HashMap<>();

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        return connection.createStatement();
    }

    /** Takes an idle statement out of the map, so that a nested use of the same SQL gets one of its own. */
    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        return take(connection, sql);
    }

    /** A statement for a moment; to be given back. */
    PreparedStatement take(Connection connection, String sql) throws SQLException {
        var held = idle.remove(sql);
        return held != null ? held : connection.prepareStatement(sql);
    }

    void giveBack(String sql, PreparedStatement statement) throws SQLException {
        if (idle.containsKey(sql)) {
            statement.close();
        } else {
            statement.clearParameters();
            idle.put(sql, statement);
        }
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return connection.prepareCall(sql);
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        if (statement instanceof PreparedStatement prepared) {
            giveBack(sql, prepared);
        } else {
            statement.close();
        }
    }

    @Override
    public void close(Connection connection) {
        idle.clear();
    }
}
