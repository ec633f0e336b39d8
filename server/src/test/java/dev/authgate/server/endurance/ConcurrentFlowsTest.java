package dev.authgate.server.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.sql.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A hundred devices at once")
final class ConcurrentFlowsTest {
    private static final int FLOWS = Integer.getInteger("endurance.flows", 100);
    private static final int SESSIONS = 4;

    @TempDir
    private Path directory;

    @Test
    void all_get_their_tokens_on_sqlite() throws Exception {
        try (var server = ServerProcess.start(directory);
                var rows = Rows.of(directory)) {
            connectAll(server, rows);
        }
    }

    @Test
    void all_get_their_tokens_on_postgresql() throws Exception {
        var database = EmbeddedServer.newDatabase();
        try (var server = ServerProcess.start(directory, database);
                var rows = Rows.of(database)) {
            connectAll(server, rows);
        }
    }

    private static void connectAll(ServerProcess server, Rows rows) throws Exception {
        var persons = signIn(server);
        try (var devices = new Workers(FLOWS)) {
            var outcomes = devices.run(device -> connect(server, persons.get(device % SESSIONS)));

            assertThat(outcomes).hasSize(FLOWS).allSatisfy(outcome -> assertThat(outcome)
                    .containsExactly("400 authorization_pending", "200", "200", "true"));
        }
        assertThat(rows.families()).isEqualTo(FLOWS);
    }

    private static List<Person> signIn(ServerProcess server) throws IOException {
        var persons = new ArrayList<Person>();
        for (var i = 0; i < SESSIONS; i++) {
            try (var wire = server.connect()) {
                persons.add(Person.signIn(wire));
            }
        }
        return persons;
    }

    private static List<String> connect(ServerProcess server, Person person) throws IOException {
        try (var device = server.connect();
                var browser = server.connect()) {
            var codes = Device.codes(device);
            var waiting = Device.poll(device, codes);
            person.approve(browser, codes);
            var tokens = Device.poll(device, codes);
            var checked = Device.tokenInfo(device, tokens.member("access_token"));
            var active = checked.body().contains("\"active\":true");
            return List.of(waiting.outcome(), tokens.outcome(), checked.outcome(), Boolean.toString(active));
        }
    }
}
