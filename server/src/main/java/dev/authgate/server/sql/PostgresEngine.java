package dev.authgate.server.sql;

import dev.authgate.server.device.DecisionNews;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Claim;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/**
 * PostgreSQL behind fair pools, with group commit and lookups in company. READ COMMITTED, its default, is enough: each change of state is one
 * statement that guards itself.
 */
final class PostgresEngine implements Engine {
    private static final int WRITERS = 2;
    private static final int LOOKUPS = 2;

    private final DatabaseSettings settings;
    private final PostgresPool pool;
    private final PostgresPool lookupPool;
    private final PostgresLookups lookups;
    private final PostgresWriters writers;

    private PostgresEngine(DatabaseSettings settings, int largestPool) {
        this.settings = settings;
        this.pool = PostgresPool.open(settings, largestPool);
        this.lookupPool = PostgresPool.forLookups(settings, LOOKUPS);
        this.lookups = new PostgresLookups(LOOKUPS, lookupPool::lendBare);
        this.writers = new PostgresWriters(WRITERS, pool::lend);
    }

    /** Makes the pools; they connect when they are first asked. */
    static PostgresEngine open(DatabaseSettings settings, int largestPool) {
        return new PostgresEngine(settings, largestPool);
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return writers.current().isPresent() ? work.get() : asUnit(work);
    }

    @Override
    public <T> Optional<T> inTransaction(Claim claim, Supplier<T> work) {
        return writers.current().isEmpty() && claim instanceof Change.Attempt attempt
                ? translating(() -> writers.done(UnitOfWork.after(attempt.change(), work)))
                : Engine.super.inTransaction(claim, work);
    }

    private <T> T asUnit(Supplier<T> work) {
        return translating(() -> writers.write(handle -> work.get()));
    }

    @Override
    public void add(NewRow row) {
        inTransaction(() -> {
            writers.current().orElseThrow().keep(row);
            return true;
        });
    }

    /** Announces a decision together with the rows that the unit of work adds. */
    void announce(SecretHash deviceCode) {
        inTransaction(() -> {
            writers.current().orElseThrow().announce(deviceCode);
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

    @Override
    public int remove(ToIntFunction<Handle> removal) {
        return writers.current().isPresent()
                ? write(removal::applyAsInt)
                : borrowing(handle -> handle.inTransaction(unit -> {
                    unit.execute("SET LOCAL synchronous_commit TO off");
                    return removal.applyAsInt(unit);
                }));
    }

    /** Outside a unit of work, a single statement is its own transaction: one round trip. */
    @Override
    public <T> T read(Function<Handle, T> question) {
        var joined = writers.current();
        return joined.isPresent() ? question.apply(joined.get().handle()) : borrowing(question);
    }

    /** Outside a unit of work, together with the lookups of other threads. */
    @Override
    public <T> Optional<T> find(Lookup<T> lookup, String... keys) {
        var joined = writers.current();
        return joined.isPresent()
                ? lookup.one(joined.get().handle(), keys)
                : translating(() -> lookups.find(lookup, keys));
    }

    private <T> T borrowing(Function<Handle, T> use) {
        return translating(() -> pool.with(use));
    }

    private static <T> T translating(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw Failures.translated(e, Database.POSTGRESQL);
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
            return handle.getConnection().isValid(PostgresPool.PING_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        writers.close();
        lookupPool.close();
        pool.close();
    }
}
