package dev.authgate.server.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.tomcat.jdbc.pool.DataSource;
import org.apache.tomcat.jdbc.pool.PoolExhaustedException;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Connections to PostgreSQL, lent in the order in which they are asked for. */
final class PostgresPool implements AutoCloseable {
    static final int PING_SECONDS = 1;

    private static final int KEPT_READY = 2;

    /** SQLSTATE 08001: the client is unable to establish the connection. */
    private static final String CANNOT_CONNECT = "08001";

    private final DataSource connections;
    private final Jdbi jdbi;

    private PostgresPool(PoolProperties properties) {
        this.connections = new DataSource(properties);
        this.jdbi = Handles.over(this::connection);
    }

    /** Makes a pool of so many connections at most; it connects when it is first asked. */
    static PostgresPool open(DatabaseSettings settings, int largest) {
        return new PostgresPool(properties(settings, largest));
    }

    /**
     * The same for connections on which nothing is done but looking rows up by their keys, for which there is one plan,
     * however many keys: making one takes longer than following it. A database that has just been made knows nothing of
     * the sizes of its tables and would read small ones as a whole, also for a while after they have grown.
     */
    static PostgresPool forLookups(DatabaseSettings settings, int largest) {
        return beginningWith(
                "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off;"
                        + " SET enable_hashjoin = off; SET enable_mergejoin = off",
                settings,
                largest);
    }

    /** Makes a pool whose connections run this once, before anything else. */
    static PostgresPool beginningWith(String sql, DatabaseSettings settings, int largest) {
        var properties = properties(settings, largest);
        properties.setInitSQL(sql);
        return new PostgresPool(properties);
    }

    private static PoolProperties properties(DatabaseSettings settings, int largest) {
        var pool = new PoolProperties();
        pool.setName("postgresql");
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setUrl(settings.url());
        pool.setDbProperties(driverProperties(settings));
        pool.setInitialSize(0);
        pool.setMinIdle(Math.min(KEPT_READY, largest));
        pool.setMaxIdle(largest);
        pool.setMaxActive(largest);
        pool.setFairQueue(true);
        pool.setMaxWait(1_000);
        pool.setTestOnBorrow(false);
        pool.setTestWhileIdle(true);
        pool.setValidationQuery("SELECT 1");
        pool.setValidationQueryTimeout(PING_SECONDS);
        pool.setDefaultAutoCommit(true);
        pool.setJmxEnabled(false);
        // Statements are closed where they are used: nothing has to be wrapped to watch over that.
        pool.setUseStatementFacade(false);
        return pool;
    }

    /** A statement that hangs gives up after ten seconds. Rows that are added together become one statement. */
    static Properties driverProperties(DatabaseSettings settings) {
        var properties = signIn(settings);
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    /**
     * What each connection gets, that of a migration too, whose statements may take long. Details of errors hold values
     * of rows, and would be logged.
     */
    static Properties signIn(DatabaseSettings settings) {
        var properties = new Properties();
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
        }
        if (!settings.password().isEmpty()) {
            properties.setProperty("password", settings.password());
        }
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "authgate");
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    /** What a connection begins with may meet a server that stops; the pool says then that it failed, and no state. */
    private Connection connection() throws SQLException {
        try {
            return connections.getConnection();
        } catch (SQLException e) {
            if (e instanceof PoolExhaustedException || e.getSQLState() != null) {
                throw e;
            }
            throw new SQLTransientConnectionException(e.getMessage(), CANNOT_CONNECT, e);
        }
    }

    /** Lends a bare connection for as long as the argument runs: JDBI takes longer to make a handle than a row to be found. */
    void lendBare(PostgresLookups.Use use) {
        try (var connection = connection()) {
            use.of(connection);
        } catch (SQLException e) {
            purgeIfLost(e);
            throw new IllegalStateException("The database refused", e);
        }
    }

    /** Lends a connection for as long as its argument runs. */
    void lend(Consumer<Handle> use) {
        with(handle -> {
            use.accept(handle);
            return true;
        });
    }

    /** What comes of using a connection for a moment. */
    <T> T with(Function<Handle, T> use) {
        return jdbi.withHandle(handle -> usingUp(handle, use));
    }

    /** Before a broken connection goes back, the pool is told to keep none that it has: the others are broken as well. */
    private <T> T usingUp(Handle handle, Function<Handle, T> use) {
        try {
            return use.apply(handle);
        } catch (RuntimeException e) {
            purgeIfLost(e);
            throw e;
        }
    }

    private void purgeIfLost(Exception failure) {
        if (Failures.sql(failure).filter(Database.POSTGRESQL::connectionLost).isPresent()) {
            connections.purge();
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
