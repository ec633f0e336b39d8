package dev.authgate.server.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.sql.EmbeddedServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server whose PostgreSQL goes away")
final class DatabaseAwayTest {
    private static final int WORKERS = 16;
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @TempDir
    private Path cluster;

    @Test
    @Timeout(180)
    void says_so_at_once_and_recovers_by_itself() throws Exception {
        var port = freePort();
        var postgres = start(port);
        try (var server = ServerProcess.start(directory, EmbeddedServer.settings(postgres, "postgres"));
                var wire = server.connect()) {
            var person = Person.signIn(wire);
            var codes = Device.codes(wire);
            var tokens = connected(wire, person);

            var outcomes = stopDuringTraffic(server, postgres);
            assertThat(outcomes).allSatisfy(DatabaseAwayTest::assertKnownAndSoon);
            assertAway(wire, person, codes, tokens);

            postgres = start(port);
            awaitRecovery(server);
            assertThat(Device.tokenInfo(wire, tokens).status()).isEqualTo(200);
            person.approve(wire, codes);
            assertThat(Device.poll(wire, codes).outcome()).isEqualTo("200");
        } finally {
            postgres.close();
        }
    }

    private EmbeddedPostgres start(int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(cluster.resolve("pg"))
                    .setCleanDataDirectory(false)
                    .start();
        } catch (IOException | RuntimeException e) {
            EmbeddedServer.skip(e);
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String connected(Wire wire, Person person) throws IOException {
        var codes = Device.codes(wire);
        person.approve(wire, codes);
        return Device.poll(wire, codes).member("access_token");
    }

    /** An answer and the time that it took. */
    private record Timed(Reply reply, Duration time) {
        interface Exchange {
            Reply run() throws IOException;
        }

        static Timed of(Exchange exchange) throws IOException {
            var before = System.nanoTime();
            var reply = exchange.run();
            return new Timed(reply, Duration.ofNanos(System.nanoTime() - before));
        }
    }

    /** Every answer while the database went away, and at least one after that for each worker. */
    private static List<Timed> stopDuringTraffic(ServerProcess server, EmbeddedPostgres postgres) throws Exception {
        var started = new CountDownLatch(WORKERS * 5);
        var away = new AtomicBoolean();
        try (var workers = new Workers(WORKERS)) {
            var running = workers.begin(worker -> ask(server, started, away));
            assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
            postgres.close();
            away.set(true);
            var all = new ArrayList<Timed>();
            Workers.results(running).forEach(all::addAll);
            return all;
        }
    }

    private static List<Timed> ask(ServerProcess server, CountDownLatch started, AtomicBoolean away)
            throws IOException {
        var answers = new ArrayList<Timed>();
        try (var wire = server.connect()) {
            while (true) {
                var last = away.get();
                answers.add(Timed.of(() -> Device.ask(wire)));
                started.countDown();
                if (last) {
                    return answers;
                }
            }
        }
    }

    private static void assertKnownAndSoon(Timed timed) {
        assertThat(timed.reply().outcome()).isIn("200", "503 temporarily_unavailable");
        assertThat(timed.time()).isLessThan(SOON);
    }

    private static void assertAway(Wire wire, Person person, Device.Codes codes, String token) throws IOException {
        for (var timed : List.of(
                Timed.of(() -> Device.ask(wire)),
                Timed.of(() -> Device.poll(wire, codes)),
                Timed.of(() -> Device.tokenInfo(wire, token)))) {
            assertThat(timed.reply().outcome()).isEqualTo("503 temporarily_unavailable");
            assertThat(timed.reply().header("Retry-After")).matches("[1-9][0-9]*");
            assertThat(timed.time()).isLessThan(SOON);
        }
        var page = Timed.of(() -> person.get(wire, "/device"));
        assertThat(page.reply().status()).isEqualTo(503);
        assertThat(page.reply().header("Content-Type")).startsWith("text/html");
        assertThat(page.reply().header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(page.time()).isLessThan(SOON);
        var health = Timed.of(() -> wire.get("/health"));
        assertThat(health.reply().status()).isEqualTo(503);
        assertThat(health.time()).isLessThan(SOON);
        assertThat(wire.get("/health/live").status()).isEqualTo(200);
    }

    private static void awaitRecovery(ServerProcess server) {
        var giveUp = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (!server.isHealthy()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }
}
