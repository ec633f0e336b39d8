package dev.authgate.cli.terminal;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A line that shows that the program lives, until it is closed. Shows nothing where a line cannot be replaced. */
public final class Spinner implements AutoCloseable {
    private static final List<String> FRAMES = List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏");
    private static final List<String> ASCII_FRAMES = List.of("|", "/", "-", "\\");
    private static final int MILLIS_BETWEEN_FRAMES = 120;

    private final Output output;
    private final List<String> frames;
    private final Supplier<String> words;
    private final ScheduledExecutorService ticker;
    private int shown;
    private boolean closed;

    private Spinner(Output output, List<String> frames, Supplier<String> words) {
        this.output = output;
        this.frames = frames;
        this.words = words;
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "authgate-spinner");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to show {@code words}, asking for them each time. */
    public static Spinner start(Output output, Terminal terminal, Supplier<String> words) {
        var spinner = new Spinner(output, terminal.letters() == Letters.UNICODE ? FRAMES : ASCII_FRAMES, words);
        if (terminal.movesCursor()) {
            var unused =
                    spinner.ticker.scheduleAtFixedRate(spinner::tick, 0, MILLIS_BETWEEN_FRAMES, TimeUnit.MILLISECONDS);
        }
        return spinner;
    }

    private synchronized void tick() {
        if (!closed) {
            output.status(frames.get(shown++ % frames.size()) + " " + words.get());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        ticker.shutdownNow();
        output.endStatus();
    }
}
