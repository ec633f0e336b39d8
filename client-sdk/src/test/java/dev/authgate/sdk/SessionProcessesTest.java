package dev.authgate.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.sdk.store.FileTokenStore;
import dev.authgate.sdk.store.TokenStores;
import dev.authgate.sdk.testkit.FakeAuthServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Several programs with one session")
@Timeout(180)
final class SessionProcessesTest {
    private static final int PROGRAMS = 3;
    private static final int THREADS = 4;
    private static final int CALLS = Integer.getInteger("session.calls", 400);

    @TempDir
    private Path directory;

    /** RFC 9700 section 4.14.2, at its strictest: the second use of a refresh token ends the session, without grace. */
    @Test
    void never_use_a_refresh_token_twice() throws Exception {
        try (var server = FakeAuthServer.start().punishesReuse().accessTokensLastFor(Duration.ofSeconds(1))) {
            signIn(server);

            var programs = new ArrayList<Process>();
            for (var program = 0; program < PROGRAMS; program++) {
                programs.add(start(server, program));
            }
            for (var program = 0; program < PROGRAMS; program++) {
                assertThat(programs.get(program).waitFor(150, TimeUnit.SECONDS)).isTrue();
                assertThat(programs.get(program).exitValue())
                        .as(Files.readString(log(program)))
                        .isZero();
            }

            var used = server.refreshes().stream()
                    .map(request -> String.valueOf(request.form().get("refresh_token")))
                    .toList();
            assertThat(used).isNotEmpty().doesNotHaveDuplicates();
            assertThat(used.size()).isLessThan(PROGRAMS * THREADS * CALLS / 10);
            assertThat(new FileTokenStore(directory.resolve("store")).list()).hasSize(1);
        }
    }

    private void signIn(FakeAuthServer server) throws Exception {
        try (var client = OAuthClient.builder(server.issuer(), "my-cli")
                .store(TokenStores.file(directory.resolve("store")))
                .build()) {
            server.asksForInterval(Duration.ofMillis(50)).approve();
            client.startDeviceLogin().await().session();
        }
    }

    private Path log(int program) {
        return directory.resolve("log-" + program);
    }

    private Process start(FakeAuthServer server, int program) throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SessionProgram.class.getName(),
                server.issuer().toString(),
                directory.resolve("store").toString(),
                Integer.toString(THREADS),
                Integer.toString(CALLS));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(program).toFile())
                .start();
    }
}
