package dev.authgate.server.sql;

import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.client.Clients;
import dev.authgate.server.device.DecisionNews;
import dev.authgate.server.device.DeviceAuthorizations;
import dev.authgate.server.housekeeping.Expired;
import dev.authgate.server.key.SigningKeys;
import dev.authgate.server.session.Attempts;
import dev.authgate.server.session.Sessions;
import dev.authgate.server.storage.Leases;
import dev.authgate.server.storage.SecretChecks;
import dev.authgate.server.storage.StorageUnavailable;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.token.Grants;
import dev.authgate.server.token.Tokens;
import dev.authgate.server.user.Users;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An open database with its tables in place, and the stores over it. */
public final class SqlStorage implements AutoCloseable {
    private static final int LARGEST_POOL = 16;

    private final Engine engine;
    private final Runnable release;
    private final ExecutorService pinger = Executors.newSingleThreadExecutor(SqlStorage::daemon);

    SqlStorage(Engine engine, Runnable release) {
        this.engine = engine;
        this.release = release;
    }

    /**
     * Opens the database and brings its tables up to date.
     *
     * @throws StorageUnavailable when it cannot be reached
     * @throws AnotherServerRunning when a server is to start on an SQLite file that has one already
     * @throws DatabaseTooNew when a newer version of this program was here
     */
    public static SqlStorage open(DatabaseSettings settings, Purpose purpose) {
        return switch (settings.database()) {
            case SQLITE -> openSqlite(settings, purpose);
            case POSTGRESQL -> openPostgres(settings);
        };
    }

    private static SqlStorage openPostgres(DatabaseSettings settings) {
        bringUpToDate(settings);
        return new SqlStorage(PostgresEngine.open(settings, LARGEST_POOL), () -> {});
    }

    private static SqlStorage openSqlite(DatabaseSettings settings, Purpose purpose) {
        var file = SqliteFile.of(settings);
        if (purpose == Purpose.COMMAND) {
            bringUpToDate(settings);
            return new SqlStorage(SqliteEngine.open(file), () -> {});
        }
        file.prepare();
        var lock = ServerLock.take(file);
        try {
            new Migrations(settings).migrateUnder(lock);
            return new SqlStorage(SqliteEngine.open(file), lock::close);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void bringUpToDate(DatabaseSettings settings) {
        var migrations = new Migrations(settings);
        if (!migrations.isCurrent()) {
            migrations.migrate();
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "database-ping");
        thread.setDaemon(true);
        return thread;
    }

    public Transactions transactions() {
        return engine;
    }

    public Clients clients() {
        return new SqlClients(engine);
    }

    public Users users() {
        return new SqlUsers(engine);
    }

    public Sessions sessions() {
        return new SqlSessions(engine);
    }

    public Attempts attempts() {
        return new SqlAttempts(engine);
    }

    public Grants grants() {
        return new SqlGrants(engine);
    }

    public Expired expired() {
        return new SqlExpired(engine);
    }

    public Leases leases() {
        return new SqlLeases(engine);
    }

    public SigningKeys signingKeys() {
        return new SqlSigningKeys(engine);
    }

    public Tokens tokens() {
        return new SqlTokens(engine);
    }

    public DeviceAuthorizations deviceAuthorizations() {
        return new SqlDeviceAuthorizations(engine);
    }

    public DecisionNews decisionNews() {
        return engine.decisionNews();
    }

    public AuditTrail auditTrail() {
        return new SqlAuditTrail(engine);
    }

    public SecretChecks secretChecks() {
        return new SqlSecretChecks(engine);
    }

    /** The engine, for tests that look behind the stores. */
    Engine engine() {
        return engine;
    }

    /** Whether the database answers within a second and takes changes. */
    public boolean ping() {
        try {
            return answer(pinger.submit(engine::ping));
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static boolean answer(Future<Boolean> asked) {
        try {
            return asked.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            asked.cancel(true);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes no more work, finishes what was taken, and leaves the database to others. */
    @Override
    public void close() {
        pinger.shutdownNow();
        try {
            engine.close();
        } finally {
            release.run();
        }
    }

    /** What a database is opened for. */
    public enum Purpose {
        /** To serve: an SQLite file then takes no second server. */
        SERVER,
        /** To run one command, perhaps beside a server. */
        COMMAND
    }
}
