package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.authgate.server.KeptSecrets;
import dev.authgate.server.RunningServer;
import dev.authgate.server.sql.EmbeddedServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Requirements TK-40, TK-41, HL-01, SE-42: a database that goes away, a server that stops or starts anew")
class OutageTest {
    private static final String JWT_SECRET = "jwt-secret-of-this-test-0123456789-abcdef";
    private static final String OLD_SECRET = "old-session-secret-of-this-test-0123456789";
    private static final String NEW_SECRET = "new-session-secret-of-this-test-9876543210";

    @TempDir
    private Path directory;

    private static EmbeddedPostgres postgres() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException | RuntimeException e) {
            if ("true".equals(System.getenv("AUTHGATE_REQUIRE_ALL"))) {
                throw new IllegalStateException("PostgreSQL cannot run here, but AUTHGATE_REQUIRE_ALL is set", e);
            }
            return abort("PostgreSQL cannot run here: " + e);
        }
    }

    private AppUnderTest.Shared start(Map<String, String> more) {
        var settings = new java.util.HashMap<>(Map.of(
                "LIMITS",
                "off",
                "DATA_DIR",
                directory.toString(),
                "JWT_SECRET",
                JWT_SECRET,
                "SESSION_SECRET",
                OLD_SECRET));
        settings.putAll(more);
        return AppUnderTest.Shared.start(settings);
    }

    private static OAuth oauth(RunningServer server) {
        return new OAuth(new Http(server.port()));
    }

    @Test
    @Tag("TK-40")
    @Tag("RV-40")
    @Tag("HL-01")
    void without_its_database_the_server_says_so_at_once_and_calls_no_token_bad() throws Exception {
        var database = postgres();
        var url = "jdbc:postgresql://localhost:" + database.getPort() + "/postgres";
        try (var app =
                start(Map.of("DATABASE_URL", url, "DATABASE_USER", "postgres", "DATABASE_PASSWORD", "postgres"))) {
            var oauth = oauth(app.server());
            var codes = oauth.codes(TV);
            new Browser(oauth.http()).signIn(Person.ANN).approve(codes);
            var token = oauth.poll(codes).json(200).text("access_token");
            var waiting = oauth.codes(TV);

            KeptSecrets.assertNoneIn(EmbeddedServer.settings(database, "postgres"));
            database.close();

            assertUnavailable(() -> oauth.poll(waiting));
            assertUnavailable(() -> oauth.device("client_id", TV));
            assertUnavailable(() -> oauth.tokenInfo(token));
            assertUnavailable(() -> oauth.revoke("token", token, "client_id", TV));
            assertUnavailable(() -> oauth.revoke("token", token));
            assertThat(oauth.http().get("/health").json(503).text("database")).isEqualTo("disconnected");
            oauth.http().get("/health/ready").json(503);
            oauth.http().get("/health/live").json(200);
            assertThat(new Browser(oauth.http()).open("/login").status()).isEqualTo(200);
        } finally {
            database.close();
        }
    }

    private static void assertUnavailable(java.util.function.Supplier<Reply> asked) {
        var before = System.nanoTime();
        var answer = asked.get().refused(503, "temporarily_unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(answer.body()).doesNotContain("Exception", "postgres");
    }

    @Test
    @Tag("TK-41")
    void a_request_in_flight_is_finished_before_the_server_stops() throws Exception {
        var app = start(Map.of());
        var form = "client_id=" + TV;
        var port = app.server().port();
        try (var socket = new Wire(port).connect()) {
            send(
                    socket,
                    "POST /oauth/device/code HTTP/1.1\r\nHost: a\r\nContent-Length: " + form.length()
                            + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nclient");
            Eventually.is(() -> app.server().requestsInFlight(), inFlight -> inFlight == 1);

            var stopping = CompletableFuture.runAsync(app::close);
            Eventually.is(() -> refusesConnections(port), refused -> refused);
            send(socket, form.substring("client".length()));

            Wire.parsed(Wire.read(socket.getInputStream())).get(0).json(200);
            stopping.join();
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static boolean refusesConnections(int port) {
        try (var socket = new Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @Tag("SE-42")
    void a_new_session_secret_signs_nobody_out_while_the_old_one_is_kept() {
        Map<String, String> cookies;
        OAuth.Codes codes;
        String token;
        try (var before = start(Map.of())) {
            var oauth = oauth(before.server());
            token = tokenOf(oauth);
            codes = oauth.codes(TV);
            cookies = new Browser(oauth.http()).signIn(Person.ANN).cookies();
        }

        try (var after = start(Map.of("SESSION_SECRET", NEW_SECRET, "SESSION_SECRET_PREVIOUS", OLD_SECRET))) {
            var oauth = oauth(after.server());
            var browser = new Browser(oauth.http());
            cookies.forEach(browser::setCookie);

            browser.approve(codes);

            oauth.poll(codes).json(200);
            oauth.tokenInfo(token).json(200);
        }
    }

    private static String tokenOf(OAuth oauth) {
        var codes = oauth.codes(TV);
        new Browser(oauth.http()).signIn(Person.ANN).approve(codes);
        return oauth.poll(codes).json(200).text("access_token");
    }
}
