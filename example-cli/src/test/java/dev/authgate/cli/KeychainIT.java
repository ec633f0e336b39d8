package dev.authgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The jar and the system's keychain")
@EnabledOnOs(OS.LINUX)
class KeychainIT {
    private static final List<String> PROGRAMS = List.of("dbus-run-session", "gnome-keyring-daemon", "secret-tool");

    @TempDir
    Path home;

    private String doctor(List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(new Jar(home, "http://localhost:1").environment());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
        builder.environment().put("XDG_RUNTIME_DIR", privateDirectory().toString());
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private Path privateDirectory() throws IOException {
        return Files.createDirectory(
                home.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Test
    void keeps_tokens_under_its_key() throws Exception {
        Assumptions.assumeTrue(
                "true".equals(System.getenv("AUTHGATE_REQUIRE_ALL"))
                        || PROGRAMS.stream().allMatch(KeychainIT::isThere),
                "needs " + PROGRAMS + " (on Debian: apt-get install gnome-keyring libsecret-tools dbus)");
        var quoted = String.join(
                " ",
                Jar.command("doctor", "--store", "keychain").stream()
                        .map(word -> "'" + word + "'")
                        .toList());

        var said = doctor(List.of(
                "dbus-run-session",
                "--",
                "sh",
                "-c",
                "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; " + quoted));

        assertThat(said).contains("ok    store: keychain, ").contains("Encrypted under a key in ");
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @Test
    void says_what_is_missing_where_there_is_none() throws Exception {
        assertThat(doctor(Jar.command("doctor", "--store", "keychain"))).contains("fail  store: ");
        Files.delete(home.resolve("run"));
        assertThat(doctor(Jar.command("doctor", "--store", "auto")))
                .contains("warn  store: file, ")
                .contains("The keychain is not used");
    }
}
