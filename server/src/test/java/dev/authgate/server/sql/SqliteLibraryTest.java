package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The native library of SQLite")
final class SqliteLibraryTest {
    @TempDir
    Path directory;

    @Test
    void is_kept_beside_the_database_as_a_library_that_can_be_loaded() throws IOException {
        var copy = SqliteLibrary.kept(directory).orElseThrow();

        assertThat(copy).hasParent(directory);
        System.load(copy.toString());
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(copy);
        }
    }

    @Test
    void is_copied_once() throws IOException {
        var copy = SqliteLibrary.kept(directory).orElseThrow();
        var longAgo = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(copy, longAgo);

        assertThat(SqliteLibrary.kept(directory)).contains(copy);
        assertThat(Files.getLastModifiedTime(copy)).isEqualTo(longAgo);
    }

    @Test
    void takes_the_place_of_that_of_another_version() throws IOException {
        var old = Files.createFile(directory.resolve(".sqlite-3.1.0-Linux-x86_64"));

        SqliteLibrary.kept(directory);

        assertThat(old).doesNotExist();
    }

    @Test
    void is_left_to_the_driver_where_no_copy_can_be_made() {
        assertThat(SqliteLibrary.kept(directory.resolve("nowhere"))).isEmpty();
    }
}
