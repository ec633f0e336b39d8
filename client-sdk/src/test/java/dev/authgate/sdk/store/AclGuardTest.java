package dev.authgate.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Files on Windows")
final class AclGuardTest {
    @TempDir
    private Path directory;

    private static AclEntry onlyEntry(FileAttribute<?>[] attributes) {
        assertThat(attributes).singleElement().satisfies(one -> assertThat(one.name())
                .isEqualTo("acl:acl"));
        return assertThat(attributes[0].value())
                .asInstanceOf(InstanceOfAssertFactories.list(AclEntry.class))
                .singleElement()
                .actual();
    }

    @Test
    void are_their_users_alone_from_the_start() throws Exception {
        var guard = new AclGuard(directory);

        for (var entry : List.of(onlyEntry(guard.newFile()), onlyEntry(guard.newDirectory()))) {
            assertThat(entry.type()).isEqualTo(AclEntryType.ALLOW);
            assertThat(entry.principal().getName()).isEqualTo(System.getProperty("user.name"));
            assertThat(entry.permissions()).containsExactlyInAnyOrder(AclEntryPermission.values());
        }
        assertThat(onlyEntry(guard.newFile()).flags()).isEmpty();
        assertThat(onlyEntry(guard.newDirectory()).flags())
                .containsExactlyInAnyOrder(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
    }

    @Test
    void are_refused_when_they_are_links() throws Exception {
        var guard = new AclGuard(directory);
        var file = Files.createFile(directory.resolve("file"));
        var link = Files.createSymbolicLink(directory.resolve("link"), file);
        var linkedDirectory = Files.createSymbolicLink(directory.resolve("linked"), directory);

        assertThatCode(() -> guard.checkFile(file)).doesNotThrowAnyException();
        assertThatCode(() -> guard.checkDirectory(directory)).doesNotThrowAnyException();
        assertThatExceptionOfType(UnsafeFile.class).isThrownBy(() -> guard.checkFile(link));
        assertThatExceptionOfType(UnsafeFile.class).isThrownBy(() -> guard.checkDirectory(linkedDirectory));
    }

    @Test
    void are_not_flushed_with_their_directory_and_say_who_can_read_them() {
        var guard = new AclGuard(directory);

        assertThat(guard.flushesDirectories()).isFalse();
        assertThat(guard.protection()).contains("access list");
    }
}
