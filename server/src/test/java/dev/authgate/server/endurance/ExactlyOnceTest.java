package dev.authgate.server.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.sql.EmbeddedServer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("RFC 8628 section 3.5: an approved code is redeemed exactly once")
final class ExactlyOnceTest {
    private static final int POLLERS = Integer.getInteger("endurance.pollers", 100);
    private static final int ROUNDS = Integer.getInteger("endurance.rounds", 50);

    @TempDir
    private Path directory;

    @TempDir
    private Path otherDirectory;

    @Test
    void whoever_polls_at_the_same_moment_on_sqlite() throws Exception {
        try (var server = ServerProcess.start(directory);
                var rows = Rows.of(directory)) {
            race(List.of(server), rows);
        }
    }

    @Test
    void whoever_polls_at_the_same_moment_on_two_servers_over_one_postgresql() throws Exception {
        var database = EmbeddedServer.newDatabase();
        try (var one = ServerProcess.start(directory, database);
                var other = ServerProcess.start(otherDirectory, database);
                var rows = Rows.of(database)) {
            race(List.of(one, other), rows);
        }
    }

    /** The request is made on the first server and approved on the last; the pollers are spread over all. */
    private static void race(List<ServerProcess> servers, Rows rows) throws Exception {
        var wires = IntStream.range(0, POLLERS)
                .mapToObj(poller -> servers.get(poller % servers.size()).connect())
                .toList();
        try (var device = servers.get(0).connect();
                var browser = servers.get(servers.size() - 1).connect();
                var pollers = new Workers(POLLERS)) {
            var person = Person.signIn(browser);
            for (var round = 1; round <= ROUNDS; round++) {
                var codes = Device.codes(device);
                assertThat(Device.poll(wires.get(0), codes).outcome()).isEqualTo("400 authorization_pending");
                person.approve(browser, codes);

                var outcomes = pollers.run(
                        poller -> Device.poll(wires.get(poller), codes).outcome());

                assertThat(outcomes).containsExactlyInAnyOrderElementsOf(oneWinner());
                assertThat(rows.count("grants")).isEqualTo(round);
                assertThat(rows.families()).isEqualTo(round);
            }
        } finally {
            wires.forEach(Wire::close);
        }
    }

    private static List<String> oneWinner() {
        return Stream.concat(Stream.of("200"), Collections.nCopies(POLLERS - 1, "400 invalid_grant").stream())
                .toList();
    }
}
