package dev.authgate.server.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies from the journal into the database file, often and little, on a connection and a thread of its own. The writer
 * need not do it then while everybody waits. It is the passive kind of copying: it waits for nobody and nobody waits for it.
 *
 * <p>The file is flushed before the journal may begin anew, so nothing that was committed is lost. What cannot be copied
 * now, because a reader still needs the older page, is copied next time.
 */
final class SqliteCheckpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteCheckpoints.class);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(10);

    private final Connection connection;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(SqliteCheckpoints::daemon);

    private final ScheduledFuture<?> running;

    /** Whether the last time failed; the thread's alone. */
    private boolean failing;

    /**
     * Begins to copy.
     *
     * @param connection used by this object alone from now on, and closed with it
     * @param each from the end of one time to the next
     */
    SqliteCheckpoints(Connection connection, Duration each) {
        this.connection = connection;
        running = thread.scheduleWithFixedDelay(this::copy, each.toNanos(), each.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Thread daemon(Runnable work) {
        var made = new Thread(work, "sqlite-checkpoints");
        made.setDaemon(true);
        return made;
    }

    private void copy() {
        try {
            copyNow();
            failing = false;
        } catch (SQLException e) {
            if (!failing) {
                LOG.warn("The journal could not be copied into the database file; that is tried again and again", e);
            }
            failing = true;
        }
    }

    /** Copies what nobody stands in the way of. */
    void copyNow() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
    }

    /** Finishes the copying that runs. */
    @Override
    public void close() throws SQLException {
        running.cancel(false);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LONGEST_FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("Copying from the journal into the database file still runs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
