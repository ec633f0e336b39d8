package dev.authgate.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The server of this project in a process of its own, on free ports, with data of its own. */
final class RealServer implements AutoCloseable {
    static final String CLIENT_ID = "authgate-cli";
    static final String ADMIN = "admin";
    static final String PASSWORD = "lantern orbit pickle";

    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final Path folder;
    private final URI url;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private RealServer(Path folder, URI url, Process process) {
        this.folder = folder;
        this.url = url;
        this.process = process;
    }

    /** Starts one whose settings differ in these, and waits until it answers. */
    static RealServer start(Path folder, Map<String, String> differing) throws IOException {
        int port;
        int adminPort;
        try (var first = new ServerSocket(0);
                var second = new ServerSocket(0)) {
            port = first.getLocalPort();
            adminPort = second.getLocalPort();
        }
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "dev.authgate.server.AuthGate",
                        "server"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().putAll(settings(folder, port, adminPort));
        builder.environment().putAll(differing);
        var server = new RealServer(folder, URI.create("http://localhost:" + port), builder.start());
        Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroyForcibly));
        server.awaitHealth();
        return server;
    }

    private static Map<String, String> settings(Path folder, int port, int adminPort) {
        var settings = new HashMap<String, String>();
        settings.put("PORT", Integer.toString(port));
        settings.put("BIND_HOST", "127.0.0.1");
        settings.put("ADMIN_PORT", Integer.toString(adminPort));
        settings.put("BASE_URL", "http://localhost:" + port);
        settings.put("DATA_DIR", folder.resolve("data").toString());
        settings.put("ADMIN_PASSWORD", PASSWORD);
        settings.put("DEFAULT_CLIENT_ID", CLIENT_ID);
        settings.put("POLLING_INTERVAL", "1s");
        settings.put("LOG_LEVEL", "WARN");
        return settings;
    }

    private void awaitHealth() throws IOException {
        await("the server's health").atMost(LONGEST_START).until(() -> !process.isAlive() || isHealthy());
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(folder.resolve("server.log")));
        }
    }

    private boolean isHealthy() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(url.resolve("/health")).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
