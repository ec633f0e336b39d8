package dev.authgate.server.sql;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.apache.tomcat.jdbc.pool.PoolExhaustedException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** The two databases, and the few things in which they differ beyond their connections. */
enum Database {
    SQLITE("jdbc:sqlite:") {
        @Override
        boolean unavailable(SQLException failure) {
            return failure instanceof SQLiteException sqlite
                    && PASSING.contains(sqlite.getResultCode().code & PRIMARY_CODE);
        }

        @Override
        boolean connectionLost(SQLException failure) {
            return false;
        }

        @Override
        boolean alreadyTaken(SQLException failure) {
            return failure instanceof SQLiteException sqlite && UNIQUE.contains(sqlite.getResultCode().code);
        }

        @Override
        boolean tableMissing(SQLException failure) {
            var message = failure.getMessage();
            return message != null && message.contains("no such table");
        }
    },

    POSTGRESQL("jdbc:postgresql:") {
        @Override
        boolean unavailable(SQLException failure) {
            return failure instanceof PoolExhaustedException
                    || connectionLost(failure)
                    || stateBegins(failure, "53", "40001", "40P01", "55P03");
        }

        @Override
        boolean connectionLost(SQLException failure) {
            return stateBegins(failure, "08", "57P", "25006");
        }

        @Override
        boolean alreadyTaken(SQLException failure) {
            return stateBegins(failure, "23505");
        }

        @Override
        boolean tableMissing(SQLException failure) {
            return stateBegins(failure, "42P01");
        }
    };

    /** The low byte of an SQLite result code is the family, the rest tells more. */
    private static final int PRIMARY_CODE = 0xff;

    /** BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN: nothing that the statement did wrong. */
    private static final Set<Integer> PASSING = Set.of(5, 6, 8, 10, 13, 14);

    /** CONSTRAINT_PRIMARYKEY and CONSTRAINT_UNIQUE. */
    private static final Set<Integer> UNIQUE = Set.of(1555, 2067);

    private final String prefix;

    Database(String prefix) {
        this.prefix = prefix;
    }

    /** Tells the database by the URL. */
    static Database of(String url) {
        return Arrays.stream(values())
                .filter(database -> url.startsWith(database.prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The database URL begins with jdbc:sqlite: or jdbc:postgresql:, not with "
                                + url.replaceFirst("//.*", "//...")));
    }

    /** What the URL says after the words that name the database. */
    String locationIn(String url) {
        return url.substring(prefix.length());
    }

    /** Whether the statement may well succeed later: the database is down, full, overloaded or locked. */
    abstract boolean unavailable(SQLException failure);

    /** Whether the connection is of no use any more: the server is gone, or has become a read-only standby. */
    abstract boolean connectionLost(SQLException failure);

    /** Whether another row has what only one may have. */
    abstract boolean alreadyTaken(SQLException failure);

    abstract boolean tableMissing(SQLException failure);

    private static boolean stateBegins(SQLException failure, String... beginnings) {
        @Nullable String state = failure.getSQLState();
        return state != null && Arrays.stream(beginnings).anyMatch(state::startsWith);
    }
}
