package dev.authgate.server.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.store.FileTokenStore;
import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.StoreNotice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Many programs that share a session whose access tokens live two seconds, with rotating refresh tokens")
final class SdkSessionsTest {
    private static final int PROGRAMS = Integer.getInteger("endurance.sdk.programs", 8);
    private static final int THREADS = Integer.getInteger("endurance.sdk.threads", 8);
    private static final int CALLS = Integer.getInteger("endurance.sdk.calls", 200);
    private static final int KILLS = Integer.getInteger("endurance.sdk.kills", 3);
    private static final Map<String, String> SETTINGS =
            Map.of("JWT_EXPIRATION", "2s", "ENABLE_TOKEN_ROTATION", "true", "JWT_ALGORITHM", "ES256");
    private static final URI ISSUER = URI.create("http://localhost:8080");
    private static final int MOST_MILLIS_BEFORE_THE_KILL = 1500;
    private static final long LONGEST_MINUTES = 5;

    @TempDir
    private Path directory;

    private final List<StoreNotice> notices = new ArrayList<>();
    private int started;

    /** A running program and where it writes. */
    private record Running(Process process, Path log) {
        String text() throws IOException {
            return Files.readString(log);
        }
    }

    @Test
    @Timeout(value = LONGEST_MINUTES, unit = TimeUnit.MINUTES)
    void are_never_signed_out_and_fail_no_call_though_some_of_them_are_killed() throws Exception {
        try (var server = ServerProcess.start(directory, SETTINGS, List.of("-Xmx256m", "-XX:+UseSerialGC"));
                var api = ResourceServer.start(server.address(), ISSUER)) {
            var key = signIn(server);
            var begin = System.nanoTime();

            var programs = new ArrayList<Running>();
            for (var program = 0; program < PROGRAMS; program++) {
                programs.add(start(server, api, THREADS, CALLS));
            }
            for (var kill = 0; kill < KILLS; kill++) {
                killOne(start(server, api, 2, 0), key, new Random(kill));
            }
            for (var program : programs) {
                assertFinished(program);
            }

            goOn(server);
            report(api, generation(key), Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** Whoever was killed last may have left a successor that only the server knows; the next refresh brings it. */
    private void goOn(ServerProcess server) throws OAuthException {
        try (var client = SdkProgram.client(server.address(), store(), event -> {})) {
            client.session().orElseThrow().refresh();
        }
    }

    private Path store() {
        return directory.resolve("store");
    }

    private SessionKey signIn(ServerProcess server) throws Exception {
        try (OAuthClient client = SdkProgram.client(server.address(), store(), event -> {});
                var login = client.startDeviceLogin();
                var wire = server.connect()) {
            Person.signIn(wire)
                    .approve(wire, new Device.Codes("", login.prompt().userCode()));
            return login.await().session().key();
        }
    }

    private Running start(ServerProcess server, ResourceServer api, int threads, int calls) throws IOException {
        var log = directory.resolve("program-" + ++started + ".log");
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SdkProgram.class.getName(),
                server.address().toString(),
                api.address().toString(),
                store().toString(),
                Integer.toString(threads),
                Integer.toString(calls));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        return new Running(builder.start(), log);
    }

    private void killOne(Running victim, SessionKey key, Random moments) throws Exception {
        while (!victim.text().contains(SdkProgram.CALLING)) {
            assertThat(victim.process().waitFor(10, TimeUnit.MILLISECONDS))
                    .as(victim.text())
                    .isFalse();
        }
        var early = victim.process().waitFor(moments.nextInt(MOST_MILLIS_BEFORE_THE_KILL), TimeUnit.MILLISECONDS);
        assertThat(early).as(victim.text()).isFalse();
        victim.process().destroyForcibly().waitFor();
        assertThat(generation(key)).isNotNegative();
    }

    /** How often the session was refreshed, as the store tells it. */
    private long generation(SessionKey key) throws OAuthException {
        return new FileTokenStore(store(), notices::add).load(key).orElseThrow().generation();
    }

    private static void assertFinished(Running program) throws Exception {
        assertThat(program.process().waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(program.process().exitValue()).as(program.text()).isZero();
        assertThat(program.text().lines())
                .as("nothing was told of the session but refreshes")
                .containsExactly(SdkProgram.CALLING, SdkProgram.DONE);
    }

    private void report(ResourceServer api, long refreshes, Duration took) throws Exception {
        var calls = PROGRAMS * THREADS * CALLS;
        System.out.printf(
                "%d programs x %d threads x %d calls in %d ms, %d programs killed: %d refreshes; the API served %d calls"
                        + " and refused %d, which came again with another token%n",
                PROGRAMS, THREADS, CALLS, took.toMillis(), KILLS, refreshes, api.served(), api.refused());

        assertThat(notices).as("no file was corrupt").isEmpty();
        assertThat(api.served()).isGreaterThanOrEqualTo(calls);
        assertThat(refreshes).isPositive();
        assertThat(refreshes).as("each token lasts a second at least").isLessThanOrEqualTo(took.toSeconds() + 2);
        assertThat(refreshes).as("far fewer than calls").isLessThan(calls / 10);
        try (var rows = Rows.of(directory)) {
            assertThat(rows.count("grants")).isEqualTo(1);
            assertThat(rows.count("refresh_tokens"))
                    .as("each refresh token has one successor, whoever was killed while it asked")
                    .isEqualTo(refreshes + 1);
        }
    }
}
