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

/** Runs what the clock asks for, in a rhythm, one after the other. What fails is logged and tried again next time. */
public final class Clockwork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);

    private final Rhythm rhythm;
    private final List<Consumer<Instant>> tasks;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(this::daemon);
    private @Nullable ScheduledFuture<?> running;

    public Clockwork(Rhythm rhythm, List<Consumer<Instant>> tasks, Clock clock) {
        this.rhythm = rhythm;
        this.tasks = List.copyOf(tasks);
        this.clock = clock;
    }

    /**
     * How often.
     *
     * @param name names the thread
     * @param first from the start to the first time
     * @param each from the end of one time to the next
     */
    public record Rhythm(String name, Duration first, Duration each) {
        /** For what is not needed the moment the server starts. */
        public static final Rhythm EACH_MINUTE =
                new Rhythm("housekeeping", Duration.ofSeconds(5), Duration.ofMinutes(1));

        public static Rhythm each(String name, Duration each) {
            return new Rhythm(name, each, each);
        }
    }

    private Thread daemon(Runnable work) {
        var made = new Thread(work, rhythm.name());
        made.setDaemon(true);
        return made;
    }

    /** Begins to look at the clock. */
    public void start() {
        running = thread.scheduleWithFixedDelay(
                this::runAll, rhythm.first().toMillis(), rhythm.each().toMillis(), TimeUnit.MILLISECONDS);
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
