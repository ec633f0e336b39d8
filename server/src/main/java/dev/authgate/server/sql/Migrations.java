package dev.authgate.server.sql;

import static java.util.stream.Collectors.toCollection;

import dev.authgate.server.storage.StorageUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Brings the tables of a database to the form that this program expects, and tells whether they have it. */
public final class Migrations {
    /** The last change set. A constant, so that a start with a current database reads no changelog; a test compares. */
    static final String EXPECTED = "0017-no-lock-on-what-all-rows-share";

    static final String CHANGELOG = "migrations/changelog.sql";

    private static final Pattern CHANGE_SET = Pattern.compile("(?m)^--changeset \\S+?:(\\S+)");
    private static final long ADVISORY_LOCK = 0x6175_7468_6761_7465L;

    private final DatabaseSettings settings;

    public Migrations(DatabaseSettings settings) {
        this.settings = settings;
    }

    /**
     * Whether nothing is to do: one cheap query, which does not load the migration library.
     *
     * @throws DatabaseTooNew when a newer version of this program was here
     */
    public boolean isCurrent() {
        return connected(Migrations::isCurrent);
    }

    /** What is applied and what is not. */
    public Status status() {
        return connected(connection -> {
            var applied = applied(connection);
            var pending = changeSets();
            pending.removeAll(applied);
            return new Status(applied.isEmpty() ? Optional.empty() : Optional.of(last(applied)), EXPECTED, pending);
        });
    }

    /**
     * Applies what is missing. Servers that start together on one database wait for each other, and all end well.
     *
     * @throws DatabaseTooNew when a newer version of this program was here
     * @throws AnotherServerRunning when a server is running on the SQLite file, which must not change under it
     */
    public void migrate() {
        if (settings.database() == Database.POSTGRESQL) {
            migrateUnderAdvisoryLock();
            return;
        }
        var file = SqliteFile.of(settings);
        file.prepare();
        try (var lock = ServerLock.take(file)) {
            migrateUnder(lock);
        }
    }

    /** Applies what is missing to the SQLite file of the server that holds this lock. */
    void migrateUnder(ServerLock lock) {
        connected(connection -> migrate(connection));
    }

    /** The lock ends with the connection, so that of a killed process too. */
    private void migrateUnderAdvisoryLock() {
        connected(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_lock(" + ADVISORY_LOCK + ")");
            }
            return migrate(connection);
        });
    }

    private static boolean migrate(Connection connection) throws SQLException {
        if (isCurrent(connection)) {
            return false;
        }
        releaseStaleLock(connection);
        new ChangelogRun(connection, CHANGELOG).run();
        return true;
    }

    /** Nobody else migrates now, so a row that says so was left by a process that was killed. */
    private static void releaseStaleLock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DELETE FROM databasechangeloglock");
        } catch (SQLException e) {
            requireMissingTable(connection, e);
        }
    }

    private static boolean isCurrent(Connection connection) throws SQLException {
        var applied = query(connection, "SELECT id FROM databasechangelog ORDER BY orderexecuted DESC LIMIT 1");
        if (!applied.isEmpty() && last(applied).compareTo(EXPECTED) > 0) {
            throw new DatabaseTooNew(last(applied), EXPECTED);
        }
        return applied.contains(EXPECTED);
    }

    private static Set<String> applied(Connection connection) throws SQLException {
        return new LinkedHashSet<>(query(connection, "SELECT id FROM databasechangelog ORDER BY orderexecuted"));
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        var ids = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        } catch (SQLException e) {
            requireMissingTable(connection, e);
        }
        return ids;
    }

    /** An empty database has no tables, and that is no failure. */
    private static void requireMissingTable(Connection connection, SQLException failure) throws SQLException {
        if (!Database.of(connection.getMetaData().getURL()).tableMissing(failure)) {
            throw failure;
        }
    }

    private static String last(Iterable<String> ids) {
        var last = "";
        for (var id : ids) {
            last = id;
        }
        return last;
    }

    /** The ids in the changelog, in their order. */
    static Set<String> changeSets() {
        try (var changelog = Migrations.class.getClassLoader().getResourceAsStream(CHANGELOG)) {
            if (changelog == null) {
                throw new IllegalStateException("The changelog is missing: " + CHANGELOG);
            }
            var text = new String(changelog.readAllBytes(), StandardCharsets.UTF_8);
            return CHANGE_SET
                    .matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .collect(toCollection(LinkedHashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T connected(SqlFunction<T> use) {
        try (var connection = connect()) {
            return use.apply(connection);
        } catch (SQLException e) {
            if (settings.database().unavailable(e)) {
                throw new StorageUnavailable("The database is not available: " + e.getMessage(), e);
            }
            throw new IllegalStateException("The database cannot be used: " + e.getMessage(), e);
        }
    }

    /** A connection without a time limit on statements: building an index may take long. */
    private Connection connect() throws SQLException {
        if (settings.database() == Database.POSTGRESQL) {
            return DriverManager.getConnection(settings.url(), PostgresPool.signIn(settings));
        }
        var file = SqliteFile.of(settings);
        file.prepare();
        return file.openWriter();
    }

    /** A use of a connection. */
    private interface SqlFunction<T> {
        T apply(Connection connection) throws SQLException;
    }

    /**
     * How far a database has come.
     *
     * @param current the last change set applied; empty on an empty database
     * @param expected the change set that this program needs
     * @param pending the change sets to come, in their order
     */
    public record Status(Optional<String> current, String expected, List<String> pending) {
        Status(Optional<String> current, String expected, Set<String> pending) {
            this(current, expected, List.copyOf(pending));
        }

        /** Copies the list. */
        public Status {
            pending = List.copyOf(pending);
        }
    }
}
