package dev.authgate.server.sql;

import dev.authgate.server.device.DecisionNews.Listening;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears {@code NOTIFY} on a connection of its own, beside the pool. When the connection breaks it is made anew, at first
 * soon and then ever less often; what was told meanwhile is lost, and those who wait for it have to look by themselves.
 */
final class PostgresListener implements Listening {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresListener.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);

    /** After so long a silence the connection is tried. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final int PING_SECONDS = 2;

    private final DatabaseSettings settings;
    private final Consumer<String> heard;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Connection connection;

    /** Whether it was said that news are missing; looked at by the one thread only. */
    private boolean missing;

    private PostgresListener(DatabaseSettings settings, Consumer<String> heard) {
        this.settings = settings;
        this.heard = heard;
        this.thread = new Thread(this::run, "decision-news");
        this.thread.setDaemon(true);
    }

    static PostgresListener start(DatabaseSettings settings, Consumer<String> heard) {
        var listener = new PostgresListener(settings, heard);
        listener.thread.start();
        return listener;
    }

    private void run() {
        var pause = FIRST_PAUSE;
        while (!isClosedAfter(Duration.ZERO)) {
            var began = System.nanoTime();
            hearUntilItBreaks();
            var heldLong = System.nanoTime() - began > LONGEST_PAUSE.toNanos();
            pause = heldLong ? FIRST_PAUSE : longer(pause);
            if (isClosedAfter(pause)) {
                return;
            }
        }
    }

    private static Duration longer(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private boolean isClosedAfter(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void hearUntilItBreaks() {
        try (var made = DriverManager.getConnection(settings.url(), PostgresEngine.driverProperties(settings))) {
            connection = made;
            try (var statement = made.createStatement()) {
                statement.execute("LISTEN " + PostgresNews.CHANNEL);
            }
            sayThatNewsCome();
            while (!isClosedAfter(Duration.ZERO)) {
                hear(made);
            }
        } catch (SQLException e) {
            sayThatNewsAreMissing(e);
        }
    }

    private void sayThatNewsCome() {
        if (missing) {
            LOG.info("News of decisions on other nodes come again");
        }
        missing = false;
    }

    private void sayThatNewsAreMissing(SQLException failure) {
        if (!missing && !isClosedAfter(Duration.ZERO)) {
            LOG.warn("No news of decisions on other nodes, polls may wait a second longer: {}", failure.getMessage());
            missing = true;
        }
    }

    private void hear(Connection from) throws SQLException {
        var notices = from.unwrap(PGConnection.class).getNotifications((int) SILENCE.toMillis());
        if (notices == null || notices.length == 0) {
            tryOut(from);
            return;
        }
        for (var notice : notices) {
            heard.accept(notice.getParameter());
        }
    }

    private static void tryOut(Connection from) throws SQLException {
        if (!from.isValid(PING_SECONDS)) {
            throw new SQLException("the connection does not answer any more");
        }
    }

    @Override
    public void close() {
        closed.countDown();
        var open = connection;
        try {
            if (open != null) {
                open.abort(Runnable::run);
            }
            thread.join(LONGEST_FAREWELL.toMillis());
        } catch (SQLException e) {
            LOG.debug("The connection for news did not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
