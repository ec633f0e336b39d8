package dev.authgate.server.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server that is killed while it works")
final class KillNineTest {
    private static final int ROUNDS = Integer.getInteger("endurance.kills", 20);
    private static final int WORKERS = 8;
    private static final int MOST_FLOWS_BEFORE_THE_KILL = 150;
    private static final long MOST_SECONDS_OF_LOAD = 30;

    @TempDir
    private Path directory;

    private final Queue<Device.Codes> redeemed = new ConcurrentLinkedQueue<>();
    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    /** Approved, as the browser was told; then the server died before the device got an answer. */
    private final Queue<Device.Codes> doubtful = new ConcurrentLinkedQueue<>();

    @Test
    void keeps_what_it_acknowledged_and_gives_nothing_twice() throws Exception {
        var seed = System.nanoTime();
        var moments = new Random(seed);
        var server = ServerProcess.start(directory);
        var person = signIn(server);
        for (var round = 1; round <= ROUNDS; round++) {
            loadAndKill(server, person, 1 + moments.nextInt(MOST_FLOWS_BEFORE_THE_KILL));
            server = ServerProcess.start(directory);
            assertKept(server, "round " + round + ", seed " + seed);
        }
        try (var rows = Rows.of(directory)) {
            assertThat(rows.isSound()).isTrue();
            assertThat(rows.count("grants")).isEqualTo(rows.redeemed());
            assertThat(rows.families()).isEqualTo(rows.redeemed());
        } finally {
            server.close();
        }
    }

    private static Person signIn(ServerProcess server) throws IOException {
        try (var wire = server.connect()) {
            return Person.signIn(wire);
        }
    }

    /** The kill comes with the reply to one of the flows, while the other workers are wherever they are. */
    private void loadAndKill(ServerProcess server, Person person, int flows) throws Exception {
        var left = new CountDownLatch(flows);
        try (var workers = new Workers(WORKERS)) {
            var running = workers.begin(worker -> connectDevices(server, person, left));
            assertThat(left.await(MOST_SECONDS_OF_LOAD, TimeUnit.SECONDS)).isTrue();
            server.kill();
            Workers.results(running);
        }
    }

    /** Connects one device after the other until the server is gone. */
    private int connectDevices(ServerProcess server, Person person, CountDownLatch left) {
        var connected = 0;
        try (var wire = server.connect()) {
            while (true) {
                var codes = Device.codes(wire);
                person.approve(wire, codes);
                redeem(wire, codes);
                left.countDown();
                connected++;
            }
        } catch (IOException gone) {
            return connected;
        }
    }

    private void redeem(Wire wire, Device.Codes codes) throws IOException {
        Reply reply;
        try {
            reply = Device.poll(wire, codes);
        } catch (IOException e) {
            doubtful.add(codes);
            throw e;
        }
        Unexpected.unless(reply.status() == 200, reply);
        redeemed.add(codes);
        tokens.add(reply.member("access_token"));
    }

    private void assertKept(ServerProcess server, String when) throws IOException {
        try (var wire = server.connect()) {
            settleDoubts(wire, when);
            for (var token : tokens) {
                var reply = Device.tokenInfo(wire, token);
                assertThat(reply.status()).as(when).isEqualTo(200);
                assertThat(reply.body()).as(when).contains("\"active\":true");
            }
            for (var codes : redeemed) {
                assertThat(Device.poll(wire, codes).outcome()).as(when).isEqualTo("400 invalid_grant");
            }
        }
    }

    /** A lost reply may have been tokens; then they are not given again. */
    private void settleDoubts(Wire wire, String when) throws IOException {
        var outcomes = new ArrayList<String>();
        for (var codes : doubtful) {
            var reply = Device.poll(wire, codes);
            outcomes.add(reply.outcome());
            redeemed.add(codes);
            if (reply.status() == 200) {
                tokens.add(reply.member("access_token"));
            }
        }
        doubtful.clear();
        assertThat(outcomes).as(when).isSubsetOf(List.of("200", "400 invalid_grant"));
    }
}
