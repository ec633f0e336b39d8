package dev.authgate.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A Keycloak on a free port, with one realm, one user and three clients. */
final class Keycloak implements AutoCloseable {
    static final String USER = "ada";
    static final String PASSWORD = "lantern orbit pickle";
    static final String HASTY_CLIENT = "hasty-cli";
    static final String CLIENT_WITHOUT_DEVICES = "no-devices";

    private static final Path DISTRIBUTION = Path.of(System.getProperty("keycloak.home", ""));
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]*)\"");
    private static final String REALM = """
            {"realm": "things", "enabled": true, "sslRequired": "none",
             "users": [{"username": "ada", "enabled": true, "email": "ada@example.com", "emailVerified": true,
                        "firstName": "Ada", "lastName": "Lovelace",
                        "credentials": [{"type": "password", "value": "lantern orbit pickle", "temporary": false}]}],
             "clients": [
               {"clientId": "authgate-cli", "publicClient": true, "standardFlowEnabled": false,
                "attributes": {"oauth2.device.authorization.grant.enabled": "true"}},
               {"clientId": "hasty-cli", "publicClient": true, "standardFlowEnabled": false,
                "attributes": {"oauth2.device.authorization.grant.enabled": "true",
                               "oauth2.device.code.lifespan": "12"}},
               {"clientId": "no-devices", "publicClient": true}]}
            """;

    private final URI url;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private Keycloak(URI url, Process process) {
        this.url = url;
        this.process = process;
    }

    static Keycloak start(Path folder) throws IOException {
        int port;
        int managementPort;
        try (var first = new ServerSocket(0);
                var second = new ServerSocket(0)) {
            port = first.getLocalPort();
            managementPort = second.getLocalPort();
        }
        Files.writeString(
                Files.createDirectories(DISTRIBUTION.resolve("data").resolve("import"))
                        .resolve("things-realm.json"),
                REALM);
        var builder = new ProcessBuilder(List.of(
                        "bash",
                        DISTRIBUTION.resolve("bin").resolve("kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--db=dev-mem",
                        "--http-port=" + port,
                        "--http-management-port=" + managementPort))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keycloak.log").toFile());
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xmx512m");
        var keycloak = new Keycloak(URI.create("http://localhost:" + port), builder.start());
        Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
        await("Keycloak").atMost(LONGEST_START).until(() -> !keycloak.process.isAlive() || keycloak.isReady());
        if (!keycloak.process.isAlive()) {
            throw new IllegalStateException(Files.readString(folder.resolve("keycloak.log")));
        }
        return keycloak;
    }

    private boolean isReady() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(issuer().resolve("things/.well-known/openid-configuration"))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    URI issuer() {
        return url.resolve("/realms/things");
    }

    KeycloakPerson person() {
        return new KeycloakPerson();
    }

    /** The administrator signs everybody out. */
    void endSessions() throws IOException, InterruptedException {
        var token = post(
                "/realms/master/protocol/openid-connect/token",
                "grant_type=password&client_id=admin-cli&username=admin&password=" + PASSWORD.replace(' ', '+'),
                "");
        var match = TOKEN.matcher(token);
        if (!match.find()) {
            throw new AssertionError(token);
        }
        post("/admin/realms/things/logout-all", "", "Bearer " + match.group(1));
    }

    private String post(String path, String form, String authorization) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString()).body();
    }

    /** The script starts Java as a child. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
