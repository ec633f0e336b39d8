package dev.authgate.bench.host;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process that the benchmark has started; it ends with the benchmark at the latest. */
public final class Program implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(45);
    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(10);
    private static final List<String> INHERITED =
            List.of("PATH", "HOME", "JAVA_HOME", "LANG", "TMPDIR", "USER", "TZ", "MAVEN_OPTS", "MAVEN_ARGS");
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Program::end)));
    }

    private final Process process;
    private final Path log;
    private final long began;

    private Program(Process process, Path log, long began) {
        this.process = process;
        this.log = log;
        this.began = began;
    }

    /** Starts it, with this environment beside the usual, and all that it writes in the log. */
    public static Program start(List<String> words, Map<String, String> environment, Path directory, Path log)
            throws IOException {
        var builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var all = new TreeMap<String, String>();
        INHERITED.forEach(name -> {
            var value = System.getenv(name);
            if (value != null) {
                all.put(name, value);
            }
        });
        all.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(all);
        var began = System.nanoTime();
        var process = builder.start();
        RUNNING.add(process);
        return new Program(process, log, began);
    }

    /**
     * Runs a command to its end.
     *
     * @return what it wrote
     * @throws IOException it did not end well
     */
    public static String run(List<String> words, Map<String, String> environment, Path directory)
            throws IOException, InterruptedException {
        var log = Files.createTempFile("bench-command", ".log");
        try (var program = start(words, environment, directory, log)) {
            var ended = program.process.waitFor(LONGEST_COMMAND.toSeconds(), TimeUnit.SECONDS);
            var output = Files.readString(log);
            if (!ended || program.process.exitValue() != 0) {
                throw new IOException(String.join(" ", words) + " failed: " + output.strip());
            }
            return output;
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /**
     * Waits for the first 200.
     *
     * @return the time since the start of the process
     */
    public Duration awaitReady(URI ready) throws IOException, InterruptedException {
        while (!answers(ready)) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException("the server has ended instead of answering " + ready + ": " + end(log));
            }
            if (System.nanoTime() - began > LONGEST_START.toNanos()) {
                throw new IOException("no answer from " + ready + " after " + LONGEST_START + ": " + end(log));
            }
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String end(Path log) throws IOException {
        var text = Files.readString(log);
        return text.substring(Math.max(0, text.length() - 2000));
    }

    private static boolean answers(URI ready) {
        try {
            var connection = (HttpURLConnection) ready.toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it as {@code kill -9} does, and returns at once. */
    public void killWithoutWaiting() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** A port that nobody listens on. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to end, and waits until it has. */
    @Override
    public void close() {
        end(process);
        RUNNING.remove(process);
    }
}
