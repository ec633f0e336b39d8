package dev.authgate.server.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.AuthGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The rehearsal of a start")
class RehearsalTest {
    @TempDir
    Path temp;

    @Test
    void answers_requests_ends_by_itself_and_leaves_nothing_behind() throws IOException, InterruptedException {
        var log = temp.resolve("log");
        var place = Files.createDirectory(temp.resolve("place"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + place,
                "-cp",
                System.getProperty("java.class.path"),
                AuthGate.class.getName(),
                "rehearse");
        builder.environment().put("DATABASE_URL", "jdbc:postgresql://nowhere.invalid/what-the-operator-has-set");
        var process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).isEmpty();
        try (var left = Files.list(place)) {
            assertThat(left.filter(Files::isDirectory)
                            .filter(directory -> directory.toString().contains("authgate")))
                    .isEmpty();
        }
    }
}
