package dev.authgate.sdk.store;

import static dev.authgate.sdk.store.SampleSessions.KEY;
import static dev.authgate.sdk.store.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Sessions in files")
final class FileTokenStoreTest extends TokenStoreContract {
    @TempDir
    private Path temporary;

    private final List<StoreNotice> notices = new ArrayList<>();

    private Path directory() {
        return temporary.resolve("state/my-cli");
    }

    @Override
    FileTokenStore store() {
        return new FileTokenStore(directory(), notices::add);
    }

    private Path file() throws IOException {
        try (var files = Files.list(directory())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path saved() throws Exception {
        store().save(KEY, session(1));
        return file();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void setMode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private void assertRefused(String... words) {
        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> store().load(KEY))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.STORE))
                .satisfies(fault -> assertThat(fault).hasMessageContainingAll(words));
    }

    @Test
    void keeps_profiles_apart() throws Exception {
        var work = new SessionKey(KEY.issuer(), KEY.clientId(), "work");

        store().save(KEY, session(1));
        store().save(work, session(2));

        assertThat(store().load(KEY)).contains(session(1));
        assertThat(store().load(work)).contains(session(2));
        assertThat(store().list()).containsExactlyInAnyOrder(KEY, work);
    }

    @Test
    void keeps_what_a_later_version_wrote_beside_it() throws Exception {
        var file = saved();
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("\\{", "{\"nickname\": [1, 2.5, true, null, {\"a\": \"b\"}, \"text\"],"));

        store().save(KEY, session(2));

        assertThat(Files.readString(file).replaceAll("\\s+", ""))
                .contains("\"nickname\":[1,2.5,true,null,{\"a\":\"b\"},\"text\"]");
        assertThat(store().load(KEY)).contains(session(2));
    }

    @Test
    void leaves_a_file_of_a_later_format_alone() throws Exception {
        var file = saved();
        var later = Files.readString(file).replaceFirst("\"version\" : 1", "\"version\" : 2");
        Files.writeString(file, later);

        assertRefused("later version");
        assertThatExceptionOfType(OAuthException.class).isThrownBy(() -> store().save(KEY, session(2)));
        assertThat(Files.readString(file)).isEqualTo(later);
    }

    @Nested
    @DisplayName("On a disk that others use too")
    final class Safety {
        @Test
        void files_and_directory_are_their_users_alone() throws Exception {
            var file = saved();

            assertThat(mode(file)).isEqualTo("rw-------");
            assertThat(mode(directory())).isEqualTo("rwx------");
            assertThat(mode(temporary.resolve("state"))).isEqualTo("rwx------");
        }

        @Test
        void refuses_a_file_that_others_can_read_and_says_what_to_do() throws Exception {
            setMode(saved(), "rw-r-----");

            assertRefused("open to others (rw-r-----)", "chmod 600");
        }

        @Test
        void refuses_to_write_over_a_file_that_others_can_write() throws Exception {
            setMode(saved(), "rw--w----");

            assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(() -> store().save(KEY, session(2)))
                    .withMessageContaining("open to others");
        }

        @Test
        void refuses_a_directory_that_others_can_write_in() throws Exception {
            saved();
            setMode(directory(), "rwxrwx---");

            assertRefused("open to others (rwxrwx---)", "chmod 700");
        }

        @Test
        void refuses_a_link_in_place_of_the_file() throws Exception {
            var file = saved();
            var target = Files.move(file, temporary.resolve("elsewhere.json"));
            Files.createSymbolicLink(file, target);

            assertRefused("link is not followed");
        }

        @Test
        void refuses_a_link_in_place_of_the_directory() throws Exception {
            saved();
            var target = Files.move(directory(), temporary.resolve("elsewhere"));
            Files.createSymbolicLink(directory(), target);

            assertRefused("link is not followed");
        }

        @Test
        void refuses_a_file_of_absurd_size() throws Exception {
            Files.write(saved(), new byte[300_000]);

            assertRefused("larger than any file of tokens");
        }

        @Test
        void refuses_what_another_user_owns() throws Exception {
            // Whoever runs the tests: root may give a file away, and nobody else owns root's.
            var file = saved();
            var foreign = Path.of("/etc/passwd");
            if (isRoot(file)) {
                Files.setAttribute(file, "unix:uid", 65534);
                foreign = file;
            }
            var guard = new PosixGuard();
            var suspect = foreign;

            assertThatExceptionOfType(UnsafeFile.class)
                    .isThrownBy(() -> guard.checkFile(suspect))
                    .withMessageContaining("belongs to");
        }

        private static boolean isRoot(Path own) throws IOException {
            return Files.getAttribute(own, "unix:uid").equals(0);
        }

        @Test
        void says_what_is_wrong_with_a_place_that_cannot_be_written() throws Exception {
            Files.writeString(temporary.resolve("state"), "a file in the way");

            assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(() -> store().save(KEY, session(1)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.STORE))
                    .withMessageContaining(temporary.toString());
        }
    }

    @Nested
    @DisplayName("A file that cannot be understood")
    final class Corrupt {
        @Test
        void is_moved_aside_and_told_about() throws Exception {
            var file = saved();
            Files.writeString(file, "{\"accessToken\": \"very-secret");

            assertThat(store().load(KEY)).isEmpty();

            assertThat(notices)
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.kind()).isEqualTo(StoreNotice.Kind.CORRUPT_FILE_SET_ASIDE))
                    .satisfies(notice -> assertThat(notice.message())
                            .contains("broken JSON at line", ".corrupt-", "sign in again")
                            .doesNotContain("very-secret"));
            assertThat(file).doesNotExist();
            try (var files = Files.list(directory())) {
                assertThat(files.filter(one -> one.toString().contains(".corrupt-")))
                        .singleElement()
                        .satisfies(aside -> assertThat(mode(aside)).isEqualTo("rw-------"));
            }
        }

        @Test
        void does_not_stand_in_the_way_of_a_new_session() throws Exception {
            var file = saved();
            Files.writeString(file, "[]");

            store().save(KEY, session(5));

            assertThat(store().load(KEY)).contains(session(5));
            assertThat(notices).hasSize(1);
        }

        @Test
        void is_no_session_in_the_list() throws Exception {
            Files.writeString(saved(), "{}");

            assertThat(store().list()).isEmpty();
            assertThat(notices).isEmpty();
        }

        @Test
        void is_also_one_that_holds_another_session_or_lacks_a_member() throws Exception {
            var file = saved();
            for (var member : List.of(
                    "issuer",
                    "clientId",
                    "accessToken",
                    "accessTokenExpiresAt",
                    "scopes",
                    "generation",
                    "signedInAt")) {
                store().save(KEY, session(1));
                Files.writeString(file, Files.readString(file).replace('"' + member + '"', "\"nothing\""));

                assertThat(store().load(KEY)).as(member).isEmpty();
            }
            assertThat(notices).hasSize(7);
        }

        @Test
        void is_also_one_of_which_a_time_or_the_server_makes_no_sense() throws Exception {
            var file = saved();
            Files.writeString(file, Files.readString(file).replaceAll("2026-11-24T", "yesterday "));
            assertThat(store().load(KEY)).isEmpty();

            saved();
            Files.writeString(file, Files.readString(file).replace("https://", "not a:// server"));
            assertThat(store().load(KEY)).isEmpty();
            assertThat(notices).hasSize(2);
        }
    }

    @Nested
    @DisplayName("Locks between programs")
    final class Locks {
        private final Duration patience = Duration.ofSeconds(20);

        @Test
        void work_also_between_two_stores_of_one_program() throws Exception {
            store().save(KEY, session(0));
            var one = store();
            var other = store();

            var counting = new Thread(() -> incrementOrFail(one));
            counting.start();
            increment(other, 30);
            counting.join();

            assertThat(store().load(KEY).orElseThrow().generation()).isEqualTo(60);
        }

        private static void incrementOrFail(TokenStore store) {
            try {
                increment(store, 30);
            } catch (OAuthException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void survive_that_someone_deletes_the_lock_file() throws Exception {
            var store = store();
            store.save(KEY, session(0));
            deleteLockFiles();

            assertThat(store.locked(KEY, patience, () -> "again")).isEqualTo("again");
            try (var files = Files.list(directory())) {
                assertThat(files.filter(file -> file.toString().endsWith(".lock")))
                        .hasSize(1);
            }
        }

        private void deleteLockFiles() throws IOException {
            try (var files = Files.list(directory())) {
                for (var file :
                        files.filter(one -> one.toString().endsWith(".lock")).toList()) {
                    Files.delete(file);
                }
            }
        }

        @Test
        void are_missed_aloud_once_on_a_file_system_that_has_none() throws Exception {
            var store = lockingWith(channel -> {
                throw new IOException("No locks available");
            });

            store.save(KEY, session(1));
            store.save(KEY, session(2));

            assertThat(store.load(KEY)).contains(session(2));
            assertThat(notices).singleElement().satisfies(notice -> assertThat(notice.kind())
                    .isEqualTo(StoreNotice.Kind.NO_LOCKS));
            assertThat(store.description().protection()).endsWith("The file system has no locks.");
        }

        @Test
        void are_a_fault_when_they_fail_otherwise() {
            var store = lockingWith(channel -> {
                throw new IOException("Input/output error");
            });

            assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(() -> store.save(KEY, session(1)))
                    .withMessageContaining("Input/output error");
        }

        @Test
        void are_given_up_when_another_program_keeps_one() {
            var store = lockingWith(channel -> null);

            assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(() -> store.locked(KEY, Duration.ofMillis(60), () -> "never"))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.STORE))
                    .withMessageContaining("Another program has kept");
        }

        private FileTokenStore lockingWith(LockFile.Locking locking) {
            return new FileTokenStore(
                    FileTokenStore.plain(directory()),
                    Sealing.NONE,
                    FileTokenStore.description(directory()),
                    notices::add,
                    locking);
        }
    }

    @Test
    void sweeps_what_a_killed_program_left_but_not_what_a_living_one_writes() throws Exception {
        var name = saved().getFileName().toString();
        var old = Files.createFile(directory().resolve("." + name + ".old.tmp"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
        var young = Files.createFile(directory().resolve("." + name + ".young.tmp"));

        store().save(KEY, session(2));

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void saves_whole_in_a_thread_that_is_interrupted_while_it_has_the_lock() throws Exception {
        var store = store();

        var interrupted = store.locked(KEY, Duration.ofSeconds(20), () -> {
            Thread.currentThread().interrupt();
            store.save(KEY, session(3));
            return Thread.interrupted();
        });

        assertThat(interrupted).isTrue();
        assertThat(store.load(KEY)).contains(session(3));
    }
}
