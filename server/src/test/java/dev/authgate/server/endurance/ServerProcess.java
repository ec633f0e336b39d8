package dev.authgate.server.endurance;

import dev.authgate.server.AuthGate;
import dev.authgate.server.KeptSecrets;
import dev.authgate.server.ToldSecrets;
import dev.authgate.server.sql.DatabaseSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which can be stopped, or killed, as an operator or a power cut would. */
final class ServerProcess implements AutoCloseable {
    static final String CLIENT = "cli";
    static final String ADMIN_PASSWORD = "plum-anchor-violet-drum";

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(40);
    private static final List<String> QUICK_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m");

    private final Process process;
    private final Path log;
    private final int port;
    private final int adminPort;
    private final HttpClient operator = HttpClient.newHttpClient();
    private final Optional<DatabaseSettings> postgres;

    private ServerProcess(Process process, Path log, int port, int adminPort, Optional<DatabaseSettings> postgres) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.adminPort = adminPort;
        this.postgres = postgres;
    }

    /** Starts a server that keeps everything in the directory, and waits until it is healthy. */
    static ServerProcess start(Path directory) throws IOException, InterruptedException {
        return start(directory, Map.of(), QUICK_START);
    }

    /** Starts one of several servers that share a PostgreSQL. */
    static ServerProcess start(Path directory, DatabaseSettings database) throws IOException, InterruptedException {
        return start(directory, settings(database), QUICK_START);
    }

    /** Starts a server with more settings. */
    static ServerProcess start(Path directory, Map<String, String> settings) throws IOException, InterruptedException {
        return start(directory, settings, QUICK_START);
    }

    /** Runs a command in a process of its own, beside the servers, and answers what it printed. */
    static String command(Path directory, Map<String, String> settings, String... words)
            throws IOException, InterruptedException {
        var log = Files.createTempFile(directory, "command", ".log");
        var all = new ArrayList<>(List.of(words));
        all.add(configuration(directory).toString());
        var command = process(directory, settings, QUICK_START, all, log);
        if (!command.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS) || command.exitValue() != 0) {
            command.destroyForcibly();
            throw new IllegalStateException("The command failed: " + Files.readString(log));
        }
        return Files.readString(log);
    }

    /** Starts a server with more settings and with these options of the virtual machine. */
    static ServerProcess start(Path directory, Map<String, String> settings, List<String> options)
            throws IOException, InterruptedException {
        var ports = freePorts();
        var port = ports.get(0);
        var adminPort = ports.get(1);
        var all = new TreeMap<>(settings);
        all.put("PORT", Integer.toString(port));
        all.put("ADMIN_PORT", Integer.toString(adminPort));
        var log = Files.createTempFile(directory, "server", ".log");
        var words = List.of("server", configuration(directory).toString());
        var server = new ServerProcess(
                process(directory, all, options, words, log), log, port, adminPort, database(settings));
        server.awaitHealth();
        return server;
    }

    private static Optional<DatabaseSettings> database(Map<String, String> settings) {
        return Optional.ofNullable(settings.get("DATABASE_URL"))
                .map(url -> new DatabaseSettings(
                        url,
                        settings.getOrDefault("DATABASE_USER", ""),
                        settings.getOrDefault("DATABASE_PASSWORD", "")));
    }

    /** What the environment says about a database. */
    static Map<String, String> settings(DatabaseSettings database) {
        return Map.of(
                "DATABASE_URL", database.url(),
                "DATABASE_USER", database.user(),
                "DATABASE_PASSWORD", database.password(),
                "JWT_SECRET", "qJ3vZ8rK1xW6tB9nL4cF7hD2sG5pM0yA",
                "SESSION_SECRET", "Xe4uR7iT2oP9aS6dF1gH8jK3lZ5xC0vB");
    }

    private static Process process(
            Path directory, Map<String, String> settings, List<String> options, List<String> words, Path log)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        // A killed server cannot remove the native library that it unpacked.
        command.add("-Djava.io.tmpdir=" + directory);
        command.addAll(List.of("-cp", classPath(), AuthGate.class.getName()));
        command.addAll(words);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        var environment = builder.environment();
        environment.clear();
        environment.put("DATA_DIR", directory.toString());
        environment.put("ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.put("DEFAULT_CLIENT_ID", CLIENT);
        environment.put("LIMITS", "off");
        environment.put("LOG_LEVEL", "WARN");
        environment.putAll(settings);
        ToldSecrets.inSettings(environment);
        return builder.start();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static Path configuration(Path directory) throws IOException {
        return Files.writeString(directory.resolve("config.yml"), "{}\n");
    }

    /** Two, both taken at the same time, for one that is free again may be the next one given. */
    private static List<Integer> freePorts() throws IOException {
        try (var one = new ServerSocket(0);
                var other = new ServerSocket(0)) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        }
    }

    private void awaitHealth() throws IOException, InterruptedException {
        var giveUp = System.nanoTime() + LONGEST_START.toNanos();
        while (!isHealthy()) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > giveUp) {
                process.destroyForcibly();
                throw new IllegalStateException("The server does not start: " + log());
            }
        }
    }

    boolean isHealthy() {
        try (var wire = connect()) {
            return wire.get("/health").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    Wire connect() {
        return new Wire(port);
    }

    int port() {
        return port;
    }

    /** One of the numbers that it counts. */
    long metric(String name) throws IOException, InterruptedException {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Math.round(Double.parseDouble(line.substring(name.length() + 1))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no metric " + name));
    }

    /** Where clients reach it. */
    URI address() {
        return URI.create("http://localhost:" + port);
    }

    /** What it counts, as Prometheus would read it. */
    String metrics() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + adminPort + "/metrics"));
        return operator.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    long pid() {
        return process.pid();
    }

    /** What it wrote to standard output. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        assertNoSecretIsKept();
    }

    /** Searches what it wrote, and the database as it was left, for everything that it was told and has told. */
    private void assertNoSecretIsKept() {
        KeptSecrets.assertNoneInFilesOf(log.toAbsolutePath().getParent());
        postgres.ifPresent(KeptSecrets::assertNoneIn);
    }

    /** Asks it to stop, by SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Its exit code, once it has ended. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("The server does not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        terminate();
        try {
            exitCode();
            assertNoSecretIsKept();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
