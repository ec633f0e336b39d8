package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The native library of SQLite")
final class SqliteLibraryTest {
    @TempDir
    Path directory;

    private Path database;

    @BeforeEach
    void makeDatabase() throws IOException {
        database = Files.createFile(directory.resolve("authgate.db"));
    }

    @Test
    void is_kept_beside_the_database_as_a_library_that_can_be_loaded() throws IOException {
        var copy = SqliteLibrary.keptBeside(database).orElseThrow();

        assertThat(copy).hasParent(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        System.load(copy.toString());
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(copy, database);
        }
    }

    @Test
    void is_copied_once() throws IOException {
        var copy = SqliteLibrary.keptBeside(database).orElseThrow();
        var longAgo = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(copy, longAgo);

        assertThat(SqliteLibrary.keptBeside(database)).contains(copy);
        assertThat(Files.getLastModifiedTime(copy)).isEqualTo(longAgo);
    }

    @Test
    void takes_the_place_of_that_of_another_version() throws IOException {
        var old = Files.createFile(directory.resolve(".sqlite-3.1.0-Linux-x86_64"));

        SqliteLibrary.keptBeside(database);

        assertThat(old).doesNotExist();
    }

    @Test
    void is_left_to_the_driver_where_no_copy_can_be_made() {
        assertThat(SqliteLibrary.keptBeside(directory.resolve("nowhere/authgate.db")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----wx"})
    void is_left_to_the_driver_where_others_could_put_one_of_their_own(String mode) throws IOException {
        SqliteLibrary.keptBeside(database);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));

        assertThat(SqliteLibrary.keptBeside(database)).isEmpty();
    }
}
