package dev.authgate.server.sql;

import dev.authgate.server.device.DecisionNews;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.tomcat.jdbc.pool.DataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * PostgreSQL behind a fair pool, with group commit. READ COMMITTED, its default, is enough: each change of state is one
 * statement that guards itself.
 */
final class PostgresEngine implements Engine {
    private static final int PING_SECONDS = 1;
    private static final int WRITERS = 4;

    private final DatabaseSettings settings;
    private final DataSource pool;
    private final Jdbi jdbi;
    private final PostgresWriters writers;

    private PostgresEngine(DatabaseSettings settings, DataSource pool) {
        this.settings = settings;
        this.pool = pool;
        this.jdbi = Handles.over(pool::getConnection);
        this.writers = new PostgresWriters(WRITERS, this::lend);
    }

    /** Makes the pool; it connects when it is first asked. */
    static PostgresEngine open(DatabaseSettings settings, int largestPool) {
        return new PostgresEngine(settings, new DataSource(poolProperties(settings, largestPool)));
    }

    private static PoolProperties poolProperties(DatabaseSettings settings, int largestPool) {
        var pool = new PoolProperties();
        pool.setName("postgresql");
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setUrl(settings.url());
        pool.setDbProperties(driverProperties(settings));
        pool.setInitialSize(0);
        pool.setMinIdle(Math.min(2, largestPool));
        pool.setMaxIdle(largestPool);
        pool.setMaxActive(largestPool);
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

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return writers.current().isPresent() ? work.get() : asUnit(work);
    }

    private <T> T asUnit(Supplier<T> work) {
        try {
            return writers.write(handle -> work.get());
        } catch (RuntimeException e) {
            throw Failures.translated(e, Database.POSTGRESQL);
        }
    }

    @Override
    public void add(NewRow row) {
        inTransaction(() -> {
            writers.current().orElseThrow().keep(row);
            return true;
        });
    }

    @Override
    public void addKept() {
        writers.current().ifPresent(KeptRows::send);
    }

    @Override
    public <T> T write(Function<Handle, T> change) {
        return read(change);
    }

    /** Outside a unit of work, a single statement is its own transaction: one round trip. */
    @Override
    public <T> T read(Function<Handle, T> question) {
        var joined = writers.current();
        return joined.isPresent() ? question.apply(joined.get().handle()) : borrowing(question);
    }

    private <T> T borrowing(Function<Handle, T> use) {
        try {
            return jdbi.withHandle(handle -> usingUp(handle, use));
        } catch (RuntimeException e) {
            throw Failures.translated(e, Database.POSTGRESQL);
        }
    }

    private void lend(Consumer<Handle> use) {
        jdbi.useHandle(handle -> usingUp(handle, lent -> {
            use.accept(lent);
            return true;
        }));
    }

    /** Before a broken connection goes back, the pool is told to keep none that it has: the others are broken as well. */
    private <T> T usingUp(Handle handle, Function<Handle, T> use) {
        try {
            return use.apply(handle);
        } catch (RuntimeException e) {
            if (Failures.sql(e).filter(Database.POSTGRESQL::connectionLost).isPresent()) {
                pool.purge();
            }
            throw e;
        }
    }

    @Override
    public DecisionNews decisionNews() {
        return new PostgresNews(this, settings);
    }

    @Override
    public boolean ping() {
        return borrowing(PostgresEngine::isValid);
    }

    private static boolean isValid(Handle handle) {
        try {
            return handle.getConnection().isValid(PING_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        writers.close();
        pool.close();
    }
}
