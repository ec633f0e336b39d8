package dev.authgate.server.housekeeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what the clock asks for, each minute, one after the other. What fails is logged and tried again next time. */
public final class Clockwork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration EACH = Duration.ofMinutes(1);

    private final List<Consumer<Instant>> tasks;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Clockwork::daemon);
    private @Nullable ScheduledFuture<?> running;

    public Clockwork(List<Consumer<Instant>> tasks, Clock clock) {
        this.tasks = List.copyOf(tasks);
        this.clock = clock;
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "housekeeping");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to look at the clock. */
    public void start() {
        running = thread.scheduleWithFixedDelay(this::runAll, FIRST.toSeconds(), EACH.toSeconds(), TimeUnit.SECONDS);
    }

    /** Runs every task once. */
    void runAll() {
        for (var task : tasks) {
            try {
                task.accept(clock.instant());
            } catch (RuntimeException e) {
                LOG.warn("A task of the clock failed and is tried again", e);
            }
        }
    }

    @Override
    public void close() {
        if (running != null) {
            running.cancel(false);
        }
        thread.shutdown();
    }
}
