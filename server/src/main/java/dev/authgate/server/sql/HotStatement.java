package dev.authgate.server.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One statement that requests run all the time, on plain JDBC: for each statement JDBI copies its whole configuration,
 * which takes longer than SQLite needs to run one. Everything else is JDBI's.
 *
 * <p>Values are text, numbers, truth values or null, and on PostgreSQL lists of texts. Runs on the connection of a handle, in the transaction that it is in;
 * a connection that is held keeps the statement prepared.
 */
record HotStatement(String sql) {
    /** Reads the row that a result is at. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What is done at each row. */
    @FunctionalInterface
    interface RowAction {
        void at(ResultSet row) throws SQLException;
    }

    /** What is done with a prepared statement. */
    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** The one row that there is, if any. */
    <T> Optional<T> findOne(Handle handle, Row<T> reader, @Nullable Object... values) {
        return with(handle, statement -> {
            bind(statement, values);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
            }
        });
    }

    /** Does something at each row that there is. */
    void forEachRow(Connection connection, RowAction action, @Nullable Object... values) throws SQLException {
        using(connection, statement -> {
            bind(statement, values);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    action.at(rows);
                }
            }
            return true;
        });
    }

    /** Whether it changed exactly one row. */
    boolean changesOne(Handle handle, @Nullable Object... values) {
        return with(handle, statement -> {
                    bind(statement, values);
                    return statement.executeUpdate();
                })
                == 1;
    }

    /**
     * Runs it for each row of values, with one round trip.
     *
     * @return how many rows each has changed, where the driver knows: not when it has made one statement of many inserts
     */
    int[] forEach(Handle handle, List<List<@Nullable Object>> rows) {
        return with(handle, statement -> {
            for (var values : rows) {
                bind(statement, values.toArray());
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    private <T> T with(Handle handle, Use<T> use) {
        try {
            return handle.getStatementBuilder() instanceof HeldStatements held
                    ? using(held, handle.getConnection(), use)
                    : using(handle.getConnection(), use);
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }

    private <T> T using(HeldStatements held, Connection connection, Use<T> use) throws SQLException {
        var statement = held.take(connection, sql);
        try {
            return use.of(statement);
        } finally {
            held.giveBack(sql, statement);
        }
    }

    private <T> T using(Connection connection, Use<T> use) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            return use.of(statement);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
    }

    private static void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(place, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(place, StorableText.of(text));
        } else if (value instanceof Long number) {
            statement.setLong(place, number);
        } else if (value instanceof Boolean truth) {
            statement.setBoolean(place, truth);
        } else if (value instanceof String[] texts) {
            statement.setArray(place, statement.getConnection().createArrayOf("text", storable(texts)));
        } else {
            throw new IllegalArgumentException("Not a value of a column: " + value.getClass());
        }
    }

    private static String[] storable(String... texts) {
        return Stream.of(texts).map(StorableText::of).toArray(String[]::new);
    }

    /** The database refused, as JDBI would tell it. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(SQLException cause) {
            super("A statement failed", cause);
        }
    }
}
