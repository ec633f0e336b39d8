package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.sql.SqlStorage.Purpose;
import dev.authgate.server.storage.StorageUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An SQLite database")
final class SqliteStorageTest {
    private Path file;
    private DatabaseSettings settings;

    @BeforeEach
    void name(@TempDir Path directory) {
        file = directory.resolve("data").resolve("authgate.db");
        settings = DatabaseSettings.of("jdbc:sqlite:" + file);
    }

    @Test
    void is_made_with_its_tables_when_it_is_not_there() {
        try (var storage = SqlStorage.open(settings, Purpose.SERVER)) {
            assertThat(storage.ping()).isTrue();
            assertThat(storage.clients().all()).isEmpty();
        }
        assertThat(new Migrations(settings).isCurrent()).isTrue();
    }

    @Test
    void keeps_what_it_was_told_when_it_is_opened_again() {
        try (var storage = SqlStorage.open(settings, Purpose.SERVER)) {
            storage.secretChecks().putIfAbsent("name", "value");
        }

        assertThat(file.resolveSibling("authgate.db-wal")).doesNotExist();
        try (var storage = SqlStorage.open(settings, Purpose.SERVER)) {
            assertThat(storage.secretChecks().find("name")).contains("value");
        }
    }

    @Test
    void serves_one_server_at_a_time() {
        try (var first = SqlStorage.open(settings, Purpose.SERVER)) {
            assertThatThrownBy(() -> SqlStorage.open(settings, Purpose.SERVER))
                    .isInstanceOf(AnotherServerRunning.class)
                    .hasMessage("another server is running on this database file: " + file);
            assertThat(first.ping()).isTrue();
        }
        try (var next = SqlStorage.open(settings, Purpose.SERVER)) {
            assertThat(next.ping()).isTrue();
        }
    }

    @Test
    void lets_a_command_work_beside_a_server() {
        try (var server = SqlStorage.open(settings, Purpose.SERVER);
                var command = SqlStorage.open(settings, Purpose.COMMAND)) {
            command.secretChecks().putIfAbsent("by command", "a");
            server.secretChecks().putIfAbsent("by server", "b");

            assertThat(server.secretChecks().find("by command")).contains("a");
            assertThat(command.secretChecks().find("by server")).contains("b");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void is_for_nobody_but_its_owner() throws IOException {
        try (var storage = SqlStorage.open(settings, Purpose.SERVER)) {
            storage.secretChecks().putIfAbsent("name", "value");

            assertThat(mode(file.resolveSibling("."))).isEqualTo("rwx------");
            for (var name : new String[] {"authgate.db", "authgate.db-wal", "authgate.db-shm", "authgate.db.lock"}) {
                assertThat(mode(file.resolveSibling(name))).as(name).isEqualTo("rw-------");
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void is_closed_to_others_when_it_came_with_a_wider_mode() throws IOException {
        SqlStorage.open(settings, Purpose.SERVER).close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        SqlStorage.open(settings, Purpose.SERVER).close();

        assertThat(mode(file)).isEqualTo("rw-------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void is_not_made_in_memory() {
        assertThatThrownBy(() -> SqlStorage.open(DatabaseSettings.of("jdbc:sqlite::memory:"), Purpose.SERVER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void that_cannot_be_opened_is_unavailable() throws IOException {
        Files.createDirectories(file);

        assertThatThrownBy(() -> SqlStorage.open(settings, Purpose.SERVER)).isInstanceOf(StorageUnavailable.class);
    }

    @Test
    void takes_no_more_work_once_it_is_closed() {
        var storage = SqlStorage.open(settings, Purpose.SERVER);
        storage.close();

        assertThatThrownBy(() -> storage.secretChecks().putIfAbsent("name", "value"))
                .isInstanceOf(StorageUnavailable.class);
        assertThat(storage.ping()).isFalse();
    }

    @Test
    void cannot_be_written_by_a_question() {
        try (var storage = SqlStorage.open(settings, Purpose.SERVER)) {
            assertThatThrownBy(() -> storage.engine().read(handle -> handle.execute("DELETE FROM clients")))
                    .isInstanceOf(StorageUnavailable.class);
        }
    }
}
