package dev.authgate.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A terminal of 100 by 40 in a tmux server of its own, in which one command runs. */
record TmuxPane(String socket) implements AutoCloseable {
    static final TmuxPane NONE = new TmuxPane("");

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Starts the command there, and prints its exit code after it. */
    static TmuxPane open(String socket, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        return run(socket, environment, quoted(command));
    }

    /** The same with its standard output in a file. */
    static TmuxPane openInto(String socket, Map<String, String> environment, List<String> command, Path file)
            throws IOException, InterruptedException {
        return run(socket, environment, quoted(command) + " > " + quote(file.toString()));
    }

    private static TmuxPane run(String socket, Map<String, String> environment, String command)
            throws IOException, InterruptedException {
        var variables = new ArrayList<String>();
        environment.forEach((name, value) -> variables.add(quote(name + "=" + value)));
        // The shell must outlive Ctrl-C to tell how the command ended.
        var script = "trap : INT; env -i TERM=\"$TERM\" " + String.join(" ", variables) + " " + command
                + "; echo \"exit code $?\"; sleep 600";
        var pane = new TmuxPane(socket);
        pane.tmux("-f", "/dev/null", "-u", "new-session", "-d", "-x", "100", "-y", "40", "sh", "-c", script);
        return pane;
    }

    private static String quoted(List<String> words) {
        return String.join(" ", words.stream().map(TmuxPane::quote).toList());
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** What can be read, with the blanks at the ends of lines. */
    String text() {
        return tmux("capture-pane", "-p", "-N");
    }

    /** The same with the colours. */
    String paintedText() {
        return tmux("capture-pane", "-p", "-e");
    }

    boolean hasCursor() {
        return tmux("display-message", "-p", "#{cursor_flag}").strip().equals("1");
    }

    void ctrlC() {
        tmux("send-keys", "C-c");
    }

    void awaitText(String words) {
        await("\"" + words + "\"").atMost(LONGEST).until(() -> text().contains(words));
    }

    private String tmux(String... words) {
        var command = new ArrayList<>(List.of("tmux", "-L", socket));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (!socket.isEmpty()) {
            tmux("kill-server");
        }
    }
}
