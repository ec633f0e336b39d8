package dev.authgate.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a program gets with this library")
class FootprintTest {
    /** Copied by the build: the run-time dependencies, without the library itself. */
    private static final Path JARS = Path.of("target", "run-time-jars");

    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void is_at_most_five_jars_beside_its_own() throws IOException {
        assertThat(files(JARS)).hasSizeBetween(1, 5);
    }

    @Test
    void is_at_most_four_megabytes_with_its_own_classes() throws IOException {
        long bytes = 0;
        for (var file : files(JARS)) {
            bytes += Files.size(file);
        }
        bytes += packed(files(CLASSES));

        assertThat(bytes).isBetween(1_000_000L, 4_000_000L);
    }

    /** As in a jar. */
    private static int packed(List<Path> files) throws IOException {
        var jar = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(jar)) {
            for (var file : files) {
                zip.putNextEntry(new ZipEntry(file.toString()));
                Files.copy(file, zip);
            }
        }
        return jar.size();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
