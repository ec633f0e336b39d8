package dev.authgate.sdk.keychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A program with the keychain on its path")
@EnabledOnOs(OS.LINUX)
@Timeout(120)
final class SystemKeychainTest {
    @TempDir
    private Path directory;

    private List<String> program(String policy, String work) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KeychainProgram.class.getName(),
                policy,
                work);
    }

    /** What the command prints, with a home of its own and these programs alone on its path. */
    private List<String> said(String path, List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("DBUS") || name.startsWith("XDG"));
        environment.put("PATH", path);
        environment.put("HOME", directory.toString());
        environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
        environment.put("XDG_DATA_HOME", directory.resolve("data").toString());
        environment.put("XDG_RUNTIME_DIR", privateDirectory("run").toString());
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output.lines().toList();
    }

    private Path privateDirectory(String name) throws IOException {
        var path = directory.resolve(name);
        return Files.exists(path)
                ? path
                : Files.createDirectory(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private List<Path> stateFiles() throws IOException {
        try (var files = Files.walk(directory.resolve("state"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private void assertNoSecretOnTheDisk() throws IOException {
        for (var file : stateFiles()) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("very-secret");
        }
    }

    @Nested
    @DisplayName("and secret-tool")
    final class WithSecretTool {
        private String path() throws IOException {
            var programs = privateDirectory("bin");
            FakeProgram.in(programs, "secret-tool", FakeProgram.WILLING);
            return programs + ":/usr/bin:/bin";
        }

        @Test
        void keeps_its_session_under_a_key_in_the_keychain() throws Exception {
            assertThat(said(path(), program("REQUIRE_KEYCHAIN", "save"))).containsExactly("keychain", "very-secret");
            assertThat(said(path(), program("PREFER_KEYCHAIN", "load"))).containsExactly("keychain", "very-secret");
            assertNoSecretOnTheDisk();
        }

        @Test
        void loses_its_session_with_the_key() throws Exception {
            said(path(), program("REQUIRE_KEYCHAIN", "save"));
            Files.delete(directory.resolve("bin/secret"));

            assertThat(said(path(), program("REQUIRE_KEYCHAIN", "load")))
                    .containsExactly("keychain", "CORRUPT_FILE_SET_ASIDE", "nothing");
        }
    }

    @Nested
    @DisplayName("but no secret-tool")
    final class WithoutSecretTool {
        @Test
        void says_that_it_keeps_a_plain_file() throws Exception {
            assertThat(said(privateDirectory("bin").toString(), program("PREFER_KEYCHAIN", "save")))
                    .containsExactly("KEYCHAIN_NOT_USED", "file", "very-secret");
        }

        @Test
        void stops_when_it_needs_the_keychain() throws Exception {
            assertThat(said(privateDirectory("bin").toString(), program("REQUIRE_KEYCHAIN", "save")))
                    .singleElement()
                    .asString()
                    .startsWith("STORE: ")
                    .contains("install libsecret-tools");
        }
    }

    @Nested
    @DisplayName("and a real Secret Service")
    final class ForReal {
        private static final List<String> PROGRAMS =
                List.of("dbus-run-session", "gnome-keyring-daemon", "secret-tool", "sh");

        private void requirePrograms() {
            var missing = PROGRAMS.stream().filter(name -> !isInstalled(name)).toList();
            if (!missing.isEmpty() && "true".equals(System.getenv("AUTHGATE_REQUIRE_ALL"))) {
                throw new IllegalStateException("AUTHGATE_REQUIRE_ALL is true, but there is no " + missing
                        + " (on Debian: apt-get install gnome-keyring libsecret-tools dbus)");
            }
            assumeTrue(missing.isEmpty(), "not installed: " + missing);
        }

        private static boolean isInstalled(String name) {
            return Arrays.stream(System.getenv("PATH").split(":", -1))
                    .anyMatch(place -> Files.isExecutable(Path.of(place, name)));
        }

        private List<String> inADesktop(String keyring, List<String> program) throws Exception {
            var command = new ArrayList<>(List.of("dbus-run-session", "--", "sh", "-c", keyring + "\"$@\"", "sh"));
            command.addAll(program);
            return said(System.getenv("PATH"), command);
        }

        @Test
        void keeps_its_session_under_a_key_in_it() throws Exception {
            requirePrograms();
            var unlocked = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; ";

            assertThat(inADesktop(unlocked, program("REQUIRE_KEYCHAIN", "save")))
                    .endsWith("keychain", "very-secret");
            assertThat(inADesktop(unlocked, program("REQUIRE_KEYCHAIN", "load")))
                    .endsWith("keychain", "very-secret");
            assertNoSecretOnTheDisk();
        }

        @Test
        void says_so_within_the_limit_when_it_is_locked_and_nobody_is_there() throws Exception {
            requirePrograms();
            var locked = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; ";

            var said = inADesktop(locked, program("PREFER_KEYCHAIN", "save"));

            assertThat(Stream.of("KEYCHAIN_NOT_USED", "file", "very-secret")).allMatch(said::contains);
        }
    }
}
