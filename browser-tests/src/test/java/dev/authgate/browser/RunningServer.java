package dev.authgate.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A server on free ports, with a folder of its own. Requests may say for whom they come, as from a proxy. */
final class RunningServer implements AutoCloseable {
    static final String CLIENT_ID = "acme-deploy";
    static final String ADMIN = "admin";
    static final String PASSWORD = "lantern orbit pickle";

    private static final int TRIES = 3;
    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    private final TemporaryFolder folder;
    private final Map<String, String> settings;
    private final ServerProcess process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> users = Collections.synchronizedSet(new HashSet<>(Set.of(ADMIN)));
    private final Thread lastResort = new Thread(this::end);

    private RunningServer(TemporaryFolder folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
        this.process = ServerProcess.start(settings, folder.path().resolve("server.log"), "server");
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Starts one and waits until it answers. Somebody else may take a free port before the server does. */
    static RunningServer start() {
        return start(Map.of());
    }

    /** Starts one whose settings differ in these. */
    static RunningServer start(Map<String, String> differing) {
        for (int attempt = 1; attempt < TRIES; attempt++) {
            var server = onFreePorts(differing);
            if (server.comesUp()) {
                return server;
            }
            server.close();
        }
        var server = onFreePorts(differing);
        if (!server.comesUp()) {
            var said = server.process.said();
            server.close();
            throw new IllegalStateException("the server does not start: " + said);
        }
        return server;
    }

    private static RunningServer onFreePorts(Map<String, String> differing) {
        var folder = TemporaryFolder.create();
        try (var first = new ServerSocket(0);
                var second = new ServerSocket(0)) {
            var port = Integer.getInteger("authgate.port", first.getLocalPort());
            var settings = settings(folder, port, second.getLocalPort());
            settings.putAll(differing);
            return new RunningServer(folder, Map.copyOf(settings));
        } catch (IOException e) {
            folder.close();
            throw new IllegalStateException("there is no free port", e);
        }
    }

    private static Map<String, String> settings(TemporaryFolder folder, int port, int adminPort) {
        var settings = new HashMap<String, String>();
        settings.put("PORT", Integer.toString(port));
        settings.put("BIND_HOST", "127.0.0.1");
        settings.put("ADMIN_PORT", Integer.toString(adminPort));
        settings.put("BASE_URL", "http://localhost:" + port);
        settings.put("TRUSTED_PROXIES", "127.0.0.1/32");
        settings.put("DATA_DIR", folder.path().resolve("data").toString());
        settings.put("ADMIN_PASSWORD", PASSWORD);
        settings.put("DEFAULT_CLIENT_ID", CLIENT_ID);
        settings.put("POLLING_INTERVAL", "1s");
        settings.put("LOG_LEVEL", "WARN");
        return settings;
    }

    private boolean comesUp() {
        await("the server's health").atMost(LONGEST_START).until(() -> !process.isAlive() || isHealthy());
        return process.isAlive();
    }

    private boolean isHealthy() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(uri("/health")).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    URI uri(String path) {
        return URI.create(settings.get("BASE_URL") + path);
    }

    HttpClient http() {
        return http;
    }

    /** Registers somebody with {@link #PASSWORD}, once. */
    void register(String username) {
        if (users.add(username)) {
            var log = folder.path().resolve("user-create.log");
            ServerProcess.start(settings, log, "user", "create", "--username", username, "--password", PASSWORD)
                    .awaitDone();
        }
    }

    /** Makes a code as old as it can get: no test waits for half an hour. */
    void endCodesOf(String deviceName) {
        update(
                "UPDATE device_authorizations SET expires_at = ? WHERE device_name = ?",
                Instant.now().minusSeconds(1).toEpochMilli(),
                deviceName);
    }

    /** Makes what was allowed to a device as old as it can get. */
    void endGrantOf(String deviceName) {
        update(
                "UPDATE grants SET expires_at = ? WHERE device_name = ?",
                Instant.now().minusSeconds(1).toEpochMilli(),
                deviceName);
    }

    void nameClient(String name) {
        update("UPDATE clients SET name = ? WHERE id = ?", name, CLIENT_ID);
    }

    private void update(String statement, Object... values) {
        var url = "jdbc:sqlite:" + settings.get("DATA_DIR") + "/authgate.db?busy_timeout=10000";
        try (var connection = DriverManager.getConnection(url);
                var prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            if (prepared.executeUpdate() != 1) {
                throw new IllegalStateException("not one row: " + statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(lastResort);
        end();
    }

    private void end() {
        process.kill();
        folder.close();
    }
}
