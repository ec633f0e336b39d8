package dev.authgate.server.sql;

import dev.authgate.server.storage.StorageUnavailable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A {@link Lookup} with its keys, and the thread that waits for the row. */
final class Asked<T> {
    private enum State {
        WAITING,
        TAKEN,
        ENDED
    }

    private final Lookup<T> lookup;
    private final String[] keys;
    private final Thread asker = Thread.currentThread();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    /** Both are written before the state says that it has ended, and read after that. */
    private Optional<T> row = Optional.empty();

    private @Nullable Throwable failure;

    /** A question of the current thread. */
    Asked(Lookup<T> lookup, String... keys) {
        this.lookup = lookup;
        this.keys = keys;
    }

    Lookup<T> lookup() {
        return lookup;
    }

    String[] keys() {
        return keys;
    }

    /** Whether nobody is about to ask it yet. */
    boolean isWaiting() {
        return state.get() == State.WAITING;
    }

    boolean hasEnded() {
        return state.get() == State.ENDED;
    }

    /** Somebody asks it, together with others perhaps; false when another one does, or the asker has given up. */
    boolean take() {
        return state.compareAndSet(State.WAITING, State.TAKEN);
    }

    /** Gives it up before anybody has taken it; what has been taken ends without being listened to. */
    void giveUp() {
        state.compareAndSet(State.WAITING, State.ENDED);
    }

    /** Reads the row that the result is at; a row that cannot be read is the trouble of this asker alone. */
    void read(ResultSet rows) {
        try {
            row = Optional.of(lookup.reader().read(rows));
        } catch (SQLException e) {
            failure = new IllegalStateException("A row cannot be read", e);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** There is nothing more to come. */
    void end() {
        state.set(State.ENDED);
        wake();
    }

    /** Nobody knows; says nothing to one who has been answered. */
    void fail(Throwable reason) {
        if (!hasEnded()) {
            failure = reason;
            end();
        }
    }

    /** Lets the asker look around. */
    void wake() {
        if (asker != Thread.currentThread()) {
            LockSupport.unpark(asker);
        }
    }

    /**
     * Waits until somebody wakes the asker, or for no reason at all.
     *
     * @throws StorageUnavailable when it is later than that, or the thread is interrupted
     */
    void pause(long deadlineNanos) {
        var left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            throw new StorageUnavailable("The database takes too long");
        }
        LockSupport.parkNanos(this, left);
        if (Thread.currentThread().isInterrupted()) {
            throw new StorageUnavailable("Interrupted while waiting for the database");
        }
    }

    /** The row, once it has ended. */
    Optional<T> row() {
        if (failure != null) {
            throw UnitOfWork.rethrown(failure);
        }
        return row;
    }
}
