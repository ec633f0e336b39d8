package dev.authgate.server.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server that is told to stop")
final class GracefulStopTest {
    private static final int WORKERS = 16;
    private static final int FLOWS_BEFORE_THE_STOP = 50;
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final String FORM = "client_id=" + ServerProcess.CLIENT;

    @TempDir
    private Path directory;

    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();

    @Test
    @Timeout(120)
    void finishes_what_is_in_flight_and_ends_with_zero() throws Exception {
        try (var server = ServerProcess.start(directory);
                var begun = server.connect()) {
            begun.begin("/oauth/device/code", FORM);

            var told = System.nanoTime();
            server.terminate();
            awaitClosedDoor(server);
            var codes = Device.Codes.of(begun.finish(FORM));

            assertThat(codes.user()).hasSize(9);
            assertThat(server.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(GRACE);
            assertThatNothingIsLeftOpen();
            try (var rows = Rows.of(directory)) {
                assertThat(rows.count("device_authorizations")).isEqualTo(1);
            }
        }
    }

    @Test
    @Timeout(120)
    void ends_the_polls_that_wait_as_pending() throws Exception {
        var waiting = new ArrayList<WaitingDevice>();
        try (var server = ServerProcess.start(directory);
                var wire = server.connect()) {
            for (var i = 0; i < WORKERS; i++) {
                var device = new WaitingDevice(Device.codes(wire), server.port());
                waiting.add(device);
                device.ask();
            }
            while (server.metric("authgate_polls_waiting") < WORKERS) {
                Thread.onSpinWait();
            }

            var told = System.nanoTime();
            server.terminate();

            for (var device : waiting) {
                assertThat(device.answer().outcome()).isEqualTo("authorization_pending");
            }
            assertThat(server.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(GRACE);
            assertThatNothingIsLeftOpen();
        } finally {
            for (var device : waiting) {
                device.close();
            }
        }
    }

    @Test
    @Timeout(120)
    void under_load_answers_each_request_or_says_that_it_is_stopping() throws Exception {
        try (var server = ServerProcess.start(directory);
                var workers = new Workers(WORKERS)) {
            var person = signIn(server);
            var loaded = new CountDownLatch(FLOWS_BEFORE_THE_STOP);
            var running = workers.begin(worker -> connectDevices(server, person, loaded));
            assertThat(loaded.await(60, TimeUnit.SECONDS)).isTrue();

            var told = System.nanoTime();
            server.terminate();
            var ends = Workers.results(running);

            assertThat(server.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(GRACE);
            assertThat(ends).isSubsetOf("closed", "503");
            assertThatNothingIsLeftOpen();
            assertThatEveryTokenIsKept();
        }
    }

    private static Person signIn(ServerProcess server) throws IOException {
        try (var wire = server.connect()) {
            return Person.signIn(wire);
        }
    }

    /** Connects devices until the server stops; says how that showed. */
    private String connectDevices(ServerProcess server, Person person, CountDownLatch loaded) {
        try (var wire = server.connect()) {
            while (true) {
                var codes = Device.codes(wire);
                person.approve(wire, codes);
                var reply = Device.poll(wire, codes);
                Unexpected.unless(reply.status() == 200, reply);
                tokens.add(reply.member("access_token"));
                loaded.countDown();
            }
        } catch (Unexpected e) {
            return Integer.toString(e.reply().status());
        } catch (IOException e) {
            return "closed";
        }
    }

    private static void awaitClosedDoor(ServerProcess server) {
        while (server.isHealthy()) {
            Thread.onSpinWait();
        }
    }

    /** SQLite removes its log when the last connection is closed in order. */
    private void assertThatNothingIsLeftOpen() {
        assertThat(Files.exists(directory.resolve("authgate.db-wal"))).isFalse();
    }

    private void assertThatEveryTokenIsKept() throws Exception {
        try (var rows = Rows.of(directory)) {
            assertThat(rows.isSound()).isTrue();
            assertThat(rows.families()).isEqualTo(rows.redeemed()).isGreaterThanOrEqualTo(tokens.size());
        }
        try (var again = ServerProcess.start(directory);
                var wire = again.connect()) {
            for (var token : tokens) {
                assertThat(Device.tokenInfo(wire, token).status()).isEqualTo(200);
            }
        }
    }
}
