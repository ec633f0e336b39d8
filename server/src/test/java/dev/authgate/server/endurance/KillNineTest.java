package dev.authgate.server.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
    private static final int MOST_FLOWS_BEFORE_THE_KILL = 60;
    private static final long MOST_SECONDS_OF_LOAD = 30;

    @TempDir
    private Path directory;

    /** What devices got since the last start, and before. */
    private final Queue<Kept> lately = new ConcurrentLinkedQueue<>();

    private final List<Kept> earlier = new ArrayList<>();
    /** Approved, as the browser was told; then the server died before the device got an answer. */
    private final Queue<Device.Codes> doubtful = new ConcurrentLinkedQueue<>();

    /** A device code and the access token that it gave, of which none is known when the reply was lost. */
    private record Kept(Device.Codes codes, Optional<String> token) {
        static Kept of(Device.Codes codes, Reply reply) {
            return new Kept(codes, Optional.of(reply.member("access_token")).filter(token -> !token.isEmpty()));
        }
    }

    @Test
    void keeps_what_it_acknowledged_and_gives_nothing_twice() throws Exception {
        var seed = System.nanoTime();
        var moments = new Random(seed);
        var server = ServerProcess.start(directory);
        var person = signIn(server);
        for (var round = 1; round <= ROUNDS; round++) {
            loadAndKill(server, person, 1 + moments.nextInt(MOST_FLOWS_BEFORE_THE_KILL));
            server = ServerProcess.start(directory);
            assertAllKept(server, lately, "round " + round + ", seed " + seed);
            earlier.addAll(lately);
            lately.clear();
        }
        assertAllKept(server, earlier, "after the last round, seed " + seed);
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
        lately.add(Kept.of(codes, reply));
    }

    private void assertAllKept(ServerProcess server, Collection<Kept> all, String when) throws IOException {
        try (var wire = server.connect()) {
            settleDoubts(wire, when);
            for (var kept : all) {
                assertKept(wire, kept, when);
            }
        }
    }

    private static void assertKept(Wire wire, Kept kept, String when) throws IOException {
        assertThat(Device.poll(wire, kept.codes()).outcome()).as(when).isEqualTo("400 invalid_grant");
        if (kept.token().isPresent()) {
            var reply = Device.tokenInfo(wire, kept.token().get());
            assertThat(reply.status()).as(when).isEqualTo(200);
            assertThat(reply.body()).as(when).contains("\"active\":true");
        }
    }

    /** A lost reply may have been tokens; then they are not given again. */
    private void settleDoubts(Wire wire, String when) throws IOException {
        var outcomes = new ArrayList<String>();
        for (var codes : doubtful) {
            var reply = Device.poll(wire, codes);
            outcomes.add(reply.outcome());
            lately.add(Kept.of(codes, reply));
        }
        doubtful.clear();
        assertThat(outcomes).as(when).isSubsetOf(List.of("200", "400 invalid_grant"));
    }
}
