package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.sql.SqlStorage.Purpose;
import dev.authgate.server.storage.Race;
import dev.authgate.server.storage.SecretChecks;
import dev.authgate.server.storage.StorageUnavailable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A PostgreSQL that goes away")
final class PostgresOutageTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private EmbeddedPostgres start(int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(directory.resolve("pg"))
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

    @Test
    void is_told_at_once_and_found_again_when_it_is_back() throws Exception {
        var server = start(freePort());
        var port = server.getPort();
        try (var storage = SqlStorage.open(EmbeddedServer.settings(server, "postgres"), Purpose.SERVER)) {
            var checks = storage.secretChecks();
            checks.putIfAbsent("kept", "value");
            fillPool(checks);

            server.close();
            assertUnavailableSoon(() -> checks.find("kept"));
            assertUnavailableSoon(() -> checks.putIfAbsent("other", "value"));
            assertUnavailableSoon(() -> storage.transactions().inTransaction(() -> checks.find("kept")));
            assertThat(storage.ping()).isFalse();

            server = start(port);
            assertThat(checks.find("kept")).contains("value");
            assertThat(storage.ping()).isTrue();
        } finally {
            server.close();
        }
    }

    @Test
    void costs_one_failed_request_when_it_only_restarted() throws Exception {
        var server = start(freePort());
        var port = server.getPort();
        try (var storage = SqlStorage.open(EmbeddedServer.settings(server, "postgres"), Purpose.SERVER)) {
            var checks = storage.secretChecks();
            checks.putIfAbsent("kept", "value");
            fillPool(checks);

            server.close();
            server = start(port);

            assertUnavailableSoon(() -> checks.find("kept"));
            for (var i = 0; i < Race.RUNNERS; i++) {
                assertThat(checks.find("kept")).contains("value");
            }
        } finally {
            server.close();
        }
    }

    /** Makes the pool open several connections, all of which break. */
    private static void fillPool(SecretChecks checks) throws Exception {
        Race.run(runner -> checks.find("kept"));
    }

    private static void assertUnavailableSoon(ThrowingCallable call) {
        var before = System.nanoTime();
        assertThatThrownBy(call).isInstanceOf(StorageUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
    }
}
