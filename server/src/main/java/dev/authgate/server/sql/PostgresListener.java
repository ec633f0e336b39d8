package dev.authgate.server.sql;

import dev.authgate.server.device.DecisionNews.Ear;
import dev.authgate.server.device.DecisionNews.Listening;
import dev.authgate.server.oauth.SecretHash;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
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

    /**
     * How often the server is asked. Before it says that it is ready for more it hands over what was announced until then,
     * so whoever gets that answer has missed nothing.
     */
    private static final Duration BEAT = Duration.ofMillis(300);

    private static final String LISTEN = "LISTEN " + PostgresNews.CHANNEL;

    private final DatabaseSettings settings;
    private final Ear ear;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Connection connection;

    /** Whether it was said that news are missing; looked at by the one thread only. */
    private boolean missing;

    private PostgresListener(DatabaseSettings settings, Ear ear, Clock clock) {
        this.settings = settings;
        this.ear = ear;
        this.clock = clock;
        this.thread = new Thread(this::run, "decision-news");
        this.thread.setDaemon(true);
    }

    static PostgresListener start(DatabaseSettings settings, Ear ear, Clock clock) {
        var listener = new PostgresListener(settings, ear, clock);
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
        try (var made = DriverManager.getConnection(settings.url(), PostgresPool.driverProperties(settings))) {
            connection = made;
            listen(made);
            ear.completeTo(clock.instant());
            sayThatNewsCome();
            while (!isClosedAfter(Duration.ZERO)) {
                hear(made);
            }
        } catch (SQLException e) {
            sayThatNewsAreMissing(e);
        } finally {
            ear.broken();
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

    /** Hands on what comes until the next beat, and with the beat all that has come. */
    private void hear(Connection from) throws SQLException {
        var news = from.unwrap(PGConnection.class);
        var end = System.nanoTime() + BEAT.toNanos();
        for (var left = BEAT.toMillis(); left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            handOn(news.getNotifications((int) left));
        }
        var asked = clock.instant();
        listen(from);
        handOn(news.getNotifications());
        ear.completeTo(asked);
    }

    /** Again and again: to listen already does no harm. */
    private static void listen(Connection to) throws SQLException {
        try (var statement = to.createStatement()) {
            statement.execute(LISTEN);
        }
    }

    private void handOn(PGNotification @Nullable [] notices) {
        if (notices != null) {
            for (var notice : notices) {
                ear.heard(new SecretHash(notice.getParameter()));
            }
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
