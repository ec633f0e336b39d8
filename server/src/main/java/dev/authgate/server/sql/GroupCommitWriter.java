package dev.authgate.server.sql;

import dev.authgate.server.storage.StorageUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of an SQLite database. Takes all units of work that wait, runs each in a savepoint, commits them
 * together and only then lets their callers go on: nothing acknowledged is lost, and one flush of the disk serves many.
 */
final class GroupCommitWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitWriter.class);
    private static final int LARGEST_BATCH = 256;
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(10);

    private final Handle handle;
    private final TransactionMarks marks;
    private final Duration patience;
    private final BlockingQueue<UnitOfWork<?>> waiting;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean ended;

    /**
     * Starts writing.
     *
     * @param handle used by this writer's thread alone from now on
     * @param capacity how many units may wait; what comes then is refused at once
     * @param patience how long a caller waits for its unit
     */
    GroupCommitWriter(Handle handle, int capacity, Duration patience) {
        this.handle = handle;
        this.marks = new TransactionMarks(handle.getConnection());
        this.patience = patience;
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.thread = new Thread(this::run, "sqlite-writer");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Has the unit run on the writer's thread and returns once it is committed. */
    <T> T done(UnitOfWork<T> unit) {
        submit(unit);
        return unit.await(patience);
    }

    /** Queues a unit without waiting for it. */
    void submit(UnitOfWork<?> unit) {
        if (closing) {
            throw new StorageUnavailable("The database is being closed");
        }
        if (!waiting.offer(unit)) {
            throw new StorageUnavailable("Too many changes are waiting for the database");
        }
        if (ended) {
            refuseTheRest();
        }
    }

    private void run() {
        var batch = new ArrayList<UnitOfWork<?>>(LARGEST_BATCH);
        try {
            while (!closing || !waiting.isEmpty()) {
                batch.add(waiting.take());
                waiting.drainTo(batch, LARGEST_BATCH - 1);
                commitTogether(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            LOG.warn("The writer of the database was interrupted and takes no more changes");
        } finally {
            ended = true;
            closing = true;
            refuseTheRest();
        }
    }

    private void commitTogether(List<UnitOfWork<?>> batch) {
        try {
            marks.flushing(anyMustLast(batch));
            marks.begin();
            for (var unit : batch) {
                runInSavepoint(unit);
            }
            marks.commit();
        } catch (SQLException | RuntimeException | Error failure) {
            marks.rollBack();
            batch.forEach(unit -> unit.fail(new StorageUnavailable("The change could not be committed", failure)));
            return;
        }
        batch.forEach(UnitOfWork::complete);
    }

    private static boolean anyMustLast(List<UnitOfWork<?>> batch) {
        for (var unit : batch) {
            if (unit.mustLast()) {
                return true;
            }
        }
        return false;
    }

    /** Undoes the unit alone when it throws. When SQLite has rolled back everything by itself, this throws in turn. */
    private void runInSavepoint(UnitOfWork<?> unit) throws SQLException {
        if (!unit.start()) {
            return;
        }
        marks.save();
        if (!unit.run(handle)) {
            marks.undo();
        }
        marks.release();
    }

    private void refuseTheRest() {
        for (var unit = waiting.poll(); unit != null; unit = waiting.poll()) {
            unit.fail(new StorageUnavailable("The database is being closed"));
        }
    }

    /** Takes no more work, finishes what waits, and leaves the handle to the caller. */
    @Override
    public void close() {
        closing = true;
        // Wakes the thread when nothing waits; when the queue is full it is awake.
        waiting.offer(new UnitOfWork<>(ignored -> true));
        try {
            thread.join(LONGEST_FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
