package dev.authgate.server.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.authgate.server.sql.EmbeddedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Running servers follow a command of another process within a second, without a restart")
final class ChangedByCommandTest {
    /** A second, and what two busy processors take on top. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @TempDir
    private Path otherDirectory;

    @Test
    void on_sqlite() throws Exception {
        var settings = Map.of("JWT_ALGORITHM", "ES256");
        try (var server = ServerProcess.start(directory, settings)) {
            new Operator(directory, settings, List.of(server)).changesEverything();
        }
    }

    @Test
    void on_two_servers_over_one_postgresql() throws Exception {
        var settings = new TreeMap<>(ServerProcess.settings(EmbeddedServer.newDatabase()));
        settings.put("JWT_ALGORITHM", "EdDSA");
        try (var one = ServerProcess.start(directory, settings);
                var other = ServerProcess.start(otherDirectory, settings)) {
            new Operator(directory, settings, List.of(one, other)).changesEverything();
        }
    }

    /** Something that is asked of a server. */
    private interface Question {
        String ask(Wire wire) throws IOException;
    }

    private record Operator(Path directory, Map<String, String> settings, List<ServerProcess> servers) {
        void changesEverything() throws Exception {
            changesKeys();
            changesSecrets();
        }

        private void changesKeys() throws Exception {
            var token = token();
            var first = kid(token);
            everywhere(ChangedByCommandTest::published, List.of(first).toString());

            var next = command("key", "rotate", "--json").get("kid").asText();
            everywhere(ChangedByCommandTest::published, List.of(first, next).toString());
            everywhere(wire -> Device.tokenInfo(wire, token).outcome(), "200");

            var signing = command("key", "retire", first, "--yes", "--json")
                    .get("signs_now")
                    .asText();
            everywhere(wire -> Device.tokenInfo(wire, token).outcome(), "401 invalid_token");
            everywhere(ChangedByCommandTest::published, List.of(next, signing).toString());
            var replaced = token();
            assertThat(kid(replaced)).isEqualTo(signing);
            everywhere(wire -> Device.tokenInfo(wire, replaced).outcome(), "200");
        }

        private void changesSecrets() throws Exception {
            var old = command("client", "create", "--name", "API", "--id", "api", "--type", "confidential", "--json")
                    .get("client_secret")
                    .asText();
            everywhere(with(old), "200");

            var fresh = command("client", "rotate-secret", "api", "--json")
                    .get("client_secret")
                    .asText();
            everywhere(with(fresh), "200");
            everywhere(with(old), "200");

            command("client", "retire-secret", "api", "--json");
            everywhere(with(old), "401 invalid_client");
            everywhere(with(fresh), "200");

            command("client", "update", "api", "--status", "disabled", "--json");
            everywhere(with(fresh), "401 invalid_client");
        }

        private JsonNode command(String... words) throws IOException, InterruptedException {
            return JSON.readTree(ServerProcess.command(directory, settings, words));
        }

        private String token() throws IOException {
            try (var wire = servers.get(0).connect()) {
                var codes = Device.codes(wire);
                Person.signIn(wire).approve(wire, codes);
                return Device.poll(wire, codes).member("access_token");
            }
        }

        /** Every server gives this answer soon. */
        private void everywhere(Question question, String expected) throws IOException {
            var end = System.nanoTime() + SOON.toNanos();
            for (var server : servers) {
                try (var wire = server.connect()) {
                    var answer = question.ask(wire);
                    while (!answer.equals(expected) && System.nanoTime() < end) {
                        answer = question.ask(wire);
                    }
                    assertThat(answer).isEqualTo(expected);
                }
            }
        }
    }

    private static Question with(String secret) {
        var basic = Base64.getEncoder().encodeToString(("api:" + secret).getBytes(StandardCharsets.US_ASCII));
        return wire -> wire.post("/oauth/introspect", "token=none", "Authorization: Basic " + basic)
                .outcome();
    }

    private static String published(Wire wire) throws IOException {
        var ids = new ArrayList<String>();
        JSON.readTree(wire.get("/.well-known/jwks.json").body())
                .get("keys")
                .forEach(key -> ids.add(key.get("kid").asText()));
        return ids.toString();
    }

    private static String kid(String token) throws IOException {
        var header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return JSON.readTree(header).get("kid").asText();
    }
}
