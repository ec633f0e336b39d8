package dev.authgate.server.sql;

import static java.util.stream.Collectors.groupingBy;

import dev.authgate.server.storage.StorageUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads that commit units of work on PostgreSQL, each all that wait when its turn comes: one flush of the log and
 * one message with new rows then serve many. Callers go on when their unit is committed, and not before.
 *
 * <p>Without savepoints, which would cost two round trips for each unit: when a unit fails, everything that was to be
 * committed with it is rolled back and done again, each unit by itself.
 */
final class PostgresWriters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWriters.class);

    private static final int LARGEST_BATCH = 64;
    private static final int LONGEST_QUEUE = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(10);

    private final CurrentUnit<KeptRows> current = new CurrentUnit<>();
    private final BlockingQueue<UnitOfWork<?>> waiting = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Consumer<Consumer<Handle>> borrowing;
    private final List<Thread> threads;
    private volatile boolean closing;

    /**
     * Starts the threads.
     *
     * @param number of threads: with several, a unit that waits for a lock keeps only a part of the others waiting
     * @param borrowing lends a handle for as long as its argument runs
     */
    PostgresWriters(int number, Consumer<Consumer<Handle>> borrowing) {
        this.borrowing = borrowing;
        this.threads = IntStream.rangeClosed(1, number).mapToObj(this::started).toList();
    }

    private Thread started(int number) {
        var thread = new Thread(this::run, "postgresql-writer-" + number);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What this thread is in the middle of, if it is one of these. */
    Optional<KeptRows> current() {
        return current.get();
    }

    /** Runs the work on one of the threads and returns once it is committed. */
    <T> T write(Function<Handle, T> work) {
        return done(new UnitOfWork<>(work));
    }

    /** Runs a unit on one of the threads and returns once it is committed. */
    <T> T done(UnitOfWork<T> unit) {
        submit(unit);
        return unit.await(PATIENCE);
    }

    /** Queues a unit without waiting for it. */
    void submit(UnitOfWork<?> unit) {
        if (closing) {
            throw new StorageUnavailable("The database is being closed");
        }
        if (!waiting.offer(unit)) {
            throw new StorageUnavailable("Too many changes are waiting for the database");
        }
    }

    private void run() {
        try {
            while (!closing || !waiting.isEmpty()) {
                var batch = new ArrayList<UnitOfWork<?>>();
                batch.add(waiting.take());
                waiting.drainTo(batch, LARGEST_BATCH - 1);
                batch.removeIf(unit -> !unit.start());
                commit(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            wakeOne();
        }
    }

    /** Each thread that ends wakes the next: one may have taken all that was meant to wake the others. */
    private void wakeOne() {
        waiting.offer(new UnitOfWork<>(ignored -> true));
    }

    private void commit(List<UnitOfWork<?>> units) {
        try {
            borrowing.accept(handle -> transaction(handle, units));
            units.forEach(UnitOfWork::complete);
        } catch (RolledBack e) {
            if (units.size() == 1 || e.connectionLost()) {
                units.forEach(unit -> unit.fail(e.reason()));
            } else {
                units.forEach(unit -> commit(List.of(unit)));
            }
        } catch (RuntimeException | Error failure) {
            units.forEach(unit -> unit.fail(failure));
        }
    }

    private void transaction(Handle handle, List<UnitOfWork<?>> units) {
        var rows = new KeptRows(handle);
        try {
            handle.begin();
            claim(handle, units);
            units.forEach(unit -> attempt(unit, rows));
            rows.send();
        } catch (RuntimeException | Error failure) {
            rollBack(handle);
            throw new RolledBack(failure);
        }
        commit(handle);
    }

    /** All claims by the same statement in one message. */
    private static void claim(Handle handle, List<UnitOfWork<?>> units) {
        var claiming = units.stream()
                .filter(unit -> unit.claim().isPresent())
                .sorted(Comparator.comparing(unit -> unit.claim().orElseThrow(), Change.LOCKING))
                .collect(groupingBy(
                        unit -> unit.claim().orElseThrow().statement(), LinkedHashMap::new, Collectors.toList()));
        claiming.forEach((statement, same) -> claim(handle, statement, same));
    }

    private static void claim(Handle handle, HotStatement statement, List<UnitOfWork<?>> units) {
        var values =
                units.stream().map(unit -> unit.claim().orElseThrow().values()).toList();
        var changed = statement.forEach(handle, values);
        for (var i = 0; i < changed.length; i++) {
            units.get(i).claimed(changed[i] == 1);
        }
    }

    private boolean attempt(UnitOfWork<?> unit, KeptRows rows) {
        return current.during(rows, () -> {
            unit.attempt(rows.handle());
            return true;
        });
    }

    private static void rollBack(Handle handle) {
        try {
            handle.rollback();
        } catch (RuntimeException e) {
            LOG.debug("The database has rolled back by itself", e);
        }
    }

    /** When this fails, nobody knows whether it happened: doing the units again could do them twice. */
    private static void commit(Handle handle) {
        try {
            handle.commit();
        } catch (RuntimeException failure) {
            throw new StorageUnavailable("The commit failed; whether the change was written is unknown", failure);
        }
    }

    /** Takes no more work and finishes what waits. */
    @Override
    public void close() {
        closing = true;
        wakeOne();
        try {
            for (var thread : threads) {
                thread.join(LONGEST_FAREWELL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing was written, and why. */
    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RolledBack(Throwable reason) {
            super(reason);
        }

        Throwable reason() {
            return Objects.requireNonNull(getCause());
        }

        boolean connectionLost() {
            return Failures.sql(reason())
                    .filter(Database.POSTGRESQL::connectionLost)
                    .isPresent();
        }
    }
}
