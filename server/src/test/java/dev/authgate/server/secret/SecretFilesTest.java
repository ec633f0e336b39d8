package dev.authgate.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.config.WrongSetting;
import dev.authgate.server.oauth.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Secrets that the server draws by itself")
class SecretFilesTest {
    @TempDir
    Path temp;

    private SecretFiles files() {
        return new SecretFiles(temp.resolve("data"), new Secrets());
    }

    @Test
    void are_drawn_once_and_then_stay() {
        var first = files().readOrCreate("jwt-secret");

        assertThat(first).hasSize(43);
        assertThat(files().readOrCreate("jwt-secret")).isEqualTo(first);
        assertThat(files().readOrCreate("session-secret")).isNotEqualTo(first);
    }

    @Test
    void are_for_nobody_but_the_owner() throws IOException {
        files().readOrCreate("jwt-secret");

        assertThat(mode(temp.resolve("data"))).isEqualTo("rwx------");
        assertThat(mode(temp.resolve("data/jwt-secret"))).isEqualTo("rw-------");
    }

    @Test
    void are_the_same_for_any_number_of_starts_at_once() throws Exception {
        var starts = 8;
        var together = new CyclicBarrier(starts);
        Callable<String> start = () -> {
            together.await();
            return files().readOrCreate("jwt-secret");
        };
        var pool = Executors.newFixedThreadPool(starts);
        try {
            var seen = new HashSet<String>();
            for (var answer : pool.invokeAll(
                    IntStream.range(0, starts).mapToObj(i -> start).toList())) {
                seen.add(answer.get());
            }

            assertThat(seen).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
        try (var left = Files.list(temp.resolve("data"))) {
            assertThat(left).containsExactly(temp.resolve("data/jwt-secret"));
        }
    }

    @Test
    void stop_the_start_when_damaged() throws IOException {
        Files.createDirectories(temp.resolve("data"));
        Files.writeString(temp.resolve("data/jwt-secret"), "half");

        assertThatThrownBy(() -> files().readOrCreate("jwt-secret"))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("is damaged")
                .hasMessageNotContaining("half");
    }

    @Test
    void stop_the_start_when_the_directory_is_none() throws IOException {
        Files.writeString(temp.resolve("data"), "a file");

        assertThatThrownBy(() -> files().readOrCreate("jwt-secret"))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("DATA_DIR: ");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
