package dev.authgate.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A shell in a terminal, before which somebody sits: a tmux server of its own with one window of 100 by 60. */
final class TerminalPane implements AutoCloseable {
    static final String PROMPT = "$";

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Pattern USER_CODE = Pattern.compile("\\b[A-Z0-9]{4}-[A-Z0-9]{4}\\b");

    private final String socket = "authgate-" + UUID.randomUUID();

    /** Opens one whose shell has this environment and none of the developer's. */
    TerminalPane(Map<String, String> environment) {
        var words = new ArrayList<>(
                List.of("-f", "/dev/null", "-u", "new-session", "-d", "-x", "100", "-y", "60", "env", "-i"));
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(List.of(
                "HISTFILE=/dev/null", "TERM=screen-256color", "PS1=" + PROMPT + " ", "bash", "--norc", "--noprofile"));
        tmux(words.toArray(String[]::new));
        awaitPrompts(1);
    }

    /** Types a line and does not wait for what comes of it. */
    void type(String line) {
        tmux("send-keys", "-l", "--", line);
        tmux("send-keys", "Enter");
    }

    void ctrlC() {
        tmux("send-keys", "C-c");
    }

    /** Waits until the shell asks for a command for the nth time. */
    void awaitPrompts(int count) {
        await("prompt " + count).atMost(LONGEST).until(() -> {
            var lines = text().lines().toList();
            return lines.stream().filter(line -> line.startsWith(PROMPT)).count() == count
                    && lines.get(lines.size() - 1).equals(PROMPT);
        });
    }

    void awaitText(String words) {
        await("\"" + words + "\"").atMost(LONGEST).until(() -> text().contains(words));
    }

    /** Waits for the code that the person has to enter. */
    String userCode() {
        return await("the user code")
                .atMost(LONGEST)
                .until(
                        () -> {
                            var match = USER_CODE.matcher(text());
                            return match.find() ? match.group() : "";
                        },
                        code -> !code.isEmpty());
    }

    /** What can be read, without the blanks at the ends of lines and of the screen; a long line is one line. */
    String text() {
        return tmux("capture-pane", "-p", "-J")
                .lines()
                .map(String::stripTrailing)
                .reduce("", (above, line) -> above + "\n" + line)
                .strip();
    }

    private String tmux(String... words) {
        var command = new ArrayList<>(List.of("tmux", "-L", socket));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + text);
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
        tmux("kill-server");
    }
}
