package dev.authgate.server.sql;

import dev.authgate.server.device.DecisionNews;
import dev.authgate.server.storage.StorageUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/** SQLite: one writer with group commit, and a few held connections that read beside it. */
final class SqliteEngine implements Engine {
    private static final int READERS = 4;
    private static final int LONGEST_QUEUE = 10_000;
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMillis(200);
    private static final Duration PATIENCE_OF_WRITERS = Duration.ofSeconds(5);
    private static final Duration PATIENCE_OF_READERS = Duration.ofSeconds(2);

    private final CurrentUnit<Handle> current = new CurrentUnit<>();
    private final Handle writing;
    private final GroupCommitWriter writer;
    private final SqliteCheckpoints checkpoints;
    private final BlockingQueue<Handle> readers = new ArrayBlockingQueue<>(READERS, true);

    private SqliteEngine(SqliteFile file) throws SQLException {
        writing = Handles.holding(file.openWriter());
        for (var i = 0; i < READERS; i++) {
            readers.add(Handles.holding(file.openReader()));
        }
        writer = new GroupCommitWriter(writing, LONGEST_QUEUE, PATIENCE_OF_WRITERS);
        checkpoints = new SqliteCheckpoints(file.openCheckpointer(), BETWEEN_CHECKPOINTS);
    }

    static SqliteEngine open(SqliteFile file) {
        try {
            return new SqliteEngine(file);
        } catch (SQLException e) {
            throw new StorageUnavailable("The database file cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return current.get().isPresent() ? work.get() : asUnit(handle -> work.get());
    }

    @Override
    public <T> T write(Function<Handle, T> change) {
        var joined = current.get();
        return joined.isPresent() ? change.apply(joined.get()) : asUnit(change);
    }

    /** Beside the writer's own connection there is no round trip to save. */
    @Override
    public void add(NewRow row) {
        write(handle -> row.table().insert().changesOne(handle, row.values().toArray()));
    }

    @Override
    public void addKept() {
        // Nothing is ever kept back.
    }

    @Override
    public int remove(ToIntFunction<Handle> removal) {
        return current.get().isPresent()
                ? write(removal::applyAsInt)
                : done(UnitOfWork.thatMayBeLost(removal::applyAsInt));
    }

    private <T> T asUnit(Function<Handle, T> work) {
        return done(new UnitOfWork<>(handle -> current.during(handle, () -> work.apply(handle))));
    }

    private <T> T done(UnitOfWork<T> unit) {
        try {
            return writer.done(unit);
        } catch (RuntimeException e) {
            throw Failures.translated(e, Database.SQLITE);
        }
    }

    @Override
    public <T> T read(Function<Handle, T> question) {
        var joined = current.get();
        return joined.isPresent() ? question.apply(joined.get()) : readOutside(question);
    }

    @Override
    public <T> Optional<T> find(Lookup<T> lookup, String... keys) {
        return read(handle -> lookup.one(handle, keys));
    }

    private <T> T readOutside(Function<Handle, T> question) {
        var reader = takeReader();
        try {
            return question.apply(reader);
        } catch (RuntimeException e) {
            throw Failures.translated(e, Database.SQLITE);
        } finally {
            readers.add(reader);
        }
    }

    private Handle takeReader() {
        try {
            var reader = readers.poll(PATIENCE_OF_READERS.toMillis(), TimeUnit.MILLISECONDS);
            if (reader == null) {
                throw new StorageUnavailable("Too many questions are waiting for the database");
            }
            return reader;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailable("Interrupted while waiting for the database", e);
        }
    }

    /** One file, one server. */
    @Override
    public DecisionNews decisionNews() {
        return DecisionNews.none();
    }

    /** An empty transaction tells that the writer lives and that nobody else keeps the lock. */
    @Override
    public boolean ping() {
        return write(
                handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one() == 1);
    }

    /** Finishes what waits, then folds the log into the database file. */
    @Override
    public void close() {
        writer.close();
        closing(checkpoints);
        for (var i = 0; i < READERS; i++) {
            closing(takeReader().getConnection());
        }
        writing.createQuery("PRAGMA wal_checkpoint(TRUNCATE)").mapToMap().list();
        closing(writing.getConnection());
    }

    private static void closing(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new StorageUnavailable("The database file cannot be closed: " + e.getMessage(), e);
        }
    }
}
