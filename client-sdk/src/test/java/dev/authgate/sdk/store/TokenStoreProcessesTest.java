package dev.authgate.sdk.store;

import static dev.authgate.sdk.store.SampleSessions.KEY;
import static dev.authgate.sdk.store.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Several programs over one file store")
@Timeout(120)
final class TokenStoreProcessesTest {
    private static final int PROCESSES = 4;
    private static final int THREADS = 4;
    private static final int TIMES = 100;
    private static final int KILLS = Integer.getInteger("store.kills", 5);

    @TempDir
    private Path temporary;

    private final List<StoreNotice> notices = new ArrayList<>();

    @Test
    void lose_none_of_their_changes() throws Exception {
        var directory = temporary.resolve("state");
        var store = new FileTokenStore(directory, notices::add);
        store.save(KEY, session(0));

        var programs = new ArrayList<Process>();
        for (var program = 0; program < PROCESSES; program++) {
            programs.add(TokenStoreProcess.start(log(program), directory, "increment", THREADS, TIMES));
        }
        for (var program : programs) {
            assertThat(program.waitFor(100, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(programs)
                .allSatisfy(
                        program -> assertThat(program.exitValue()).as(logs()).isZero());
        assertThat(store.load(KEY).orElseThrow().generation()).isEqualTo(PROCESSES * THREADS * TIMES);
    }

    private Path log(int program) {
        return temporary.resolve("log-" + program);
    }

    private String logs() throws IOException {
        var text = new StringBuilder();
        for (var program = 0; program < PROCESSES; program++) {
            text.append(Files.readString(log(program)));
        }
        return text.toString();
    }

    @Test
    void leave_an_old_or_a_new_file_when_they_are_killed_while_they_save() throws Exception {
        var directory = temporary.resolve("state");
        var moments = new Random(42);
        var last = 0L;
        for (var round = 0; round < KILLS; round++) {
            var program = TokenStoreProcess.start(log(0), directory, "save", 1, 0);
            while (!Files.readString(log(0)).contains("saving")) {
                assertThat(program.waitFor(5, TimeUnit.MILLISECONDS))
                        .as(Files.readString(log(0)))
                        .isFalse();
            }
            program.waitFor(1 + moments.nextInt(80), TimeUnit.MILLISECONDS);
            program.destroyForcibly().waitFor();

            var kept = new FileTokenStore(directory, notices::add).load(KEY).orElseThrow();
            assertThat(kept).isEqualTo(session(kept.generation()));
            assertThat(kept.generation()).isPositive();
            last += kept.generation();
        }

        assertThat(notices).isEmpty();
        assertThat(last).as("the programs were killed while they were busy").isGreaterThan(KILLS);
        // The lock of a killed program is free.
        new FileTokenStore(directory, notices::add).save(KEY, session(0));
    }
}
