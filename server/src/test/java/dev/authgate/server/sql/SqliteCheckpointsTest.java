package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Copying from the journal of an SQLite database")
final class SqliteCheckpointsTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final int KIB_100 = 100 << 10;

    private SqliteFile file;
    private Connection writer;

    @BeforeEach
    void open(@TempDir Path directory) throws SQLException {
        file = SqliteFile.of(DatabaseSettings.of("jdbc:sqlite:" + directory.resolve("test.db")));
        file.prepare();
        writer = file.openWriter();
        execute(writer, "CREATE TABLE rows (content BLOB)");
        execute(writer, "PRAGMA wal_autocheckpoint = 0");
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void write100KiB() throws SQLException {
        execute(writer, "INSERT INTO rows VALUES (randomblob(" + KIB_100 + "))");
    }

    private Path journal() {
        return file.path().resolveSibling(file.path().getFileName() + "-wal");
    }

    private SqliteCheckpoints checkpoints(Duration each) throws SQLException {
        return new SqliteCheckpoints(file.openCheckpointer(), each);
    }

    @Test
    void lets_the_journal_begin_anew_without_the_writer_copying_anything() throws SQLException, IOException {
        try (var checkpoints = checkpoints(NEVER)) {
            for (var i = 0; i < 20; i++) {
                write100KiB();
                checkpoints.copyNow();
            }
        }

        assertThat(Files.size(journal())).isLessThan(2 * KIB_100);
        assertThat(Files.size(file.path())).isGreaterThan(20 * KIB_100);
    }

    @Test
    void waits_for_no_reader_and_for_no_writer() throws SQLException, IOException {
        try (var checkpoints = checkpoints(NEVER);
                var reader = file.openReader()) {
            execute(reader, "BEGIN");
            execute(reader, "SELECT count(*) FROM rows");
            write100KiB();
            execute(writer, "BEGIN IMMEDIATE");

            checkpoints.copyNow();
            write100KiB();
            execute(writer, "COMMIT");
            assertThat(Files.size(file.path())).isLessThan(KIB_100);

            execute(reader, "COMMIT");
            checkpoints.copyNow();
            assertThat(Files.size(file.path())).isGreaterThan(2 * KIB_100);
        }
    }

    @Test
    @Timeout(60)
    void goes_on_by_itself() throws SQLException, IOException {
        try (var checkpoints = checkpoints(Duration.ofMillis(1))) {
            assertThat(checkpoints).isNotNull();
            write100KiB();
            while (Files.size(file.path()) < KIB_100) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        }
    }

    @Test
    void keeps_the_journal_small_while_changes_never_pause() throws Exception {
        var engine = SqliteEngine.open(file);
        Callable<Integer> changes = () -> {
            for (var i = 0; i < 300; i++) {
                engine.write(handle -> handle.execute("INSERT INTO rows VALUES (randomblob(" + KIB_100 + "))"));
            }
            return 300;
        };
        var threads = Executors.newFixedThreadPool(4);
        try (engine) {
            for (var done : threads.invokeAll(Collections.nCopies(4, changes))) {
                assertThat(done.get()).isEqualTo(300);
            }
            assertThat(Files.size(file.path()) + Files.size(journal())).isGreaterThan(1200L * KIB_100);
            assertThat(Files.size(journal())).isLessThan(80L << 20);
        } finally {
            threads.shutdownNow();
        }
    }
}
