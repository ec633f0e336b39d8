package dev.authgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("jar")
@DisplayName("The jar and the system's keychain")
@EnabledOnOs(OS.LINUX)
class KeychainIT {
    private static final List<String> PROGRAMS = List.of("dbus-run-session", "gnome-keyring-daemon", "secret-tool");

    private static final int LONGEST_SECONDS = 90;

    @TempDir
    Path home;

    private String doctor(List<String> command) throws Exception {
        var output = home.resolve("doctor.txt");
        end(start("http://localhost:1", command, output));
        return Files.readString(output);
    }

    private Process start(String url, List<String> command, Path output) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(new Jar(home, url).environment());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
        builder.environment().put("XDG_RUNTIME_DIR", privateDirectory().toString());
        return builder.start();
    }

    private static void end(Process process) throws InterruptedException {
        process.onExit().orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).join();
    }

    private Path privateDirectory() throws IOException {
        return Files.createDirectory(
                home.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Runs these commands of the jar, one after the other, where there is a keychain that is open. */
    private static List<String> withKeychain(String... commands) {
        Assumptions.assumeTrue(
                "true".equals(System.getenv("AUTHGATE_REQUIRE_ALL"))
                        || PROGRAMS.stream().allMatch(KeychainIT::isThere),
                "needs " + PROGRAMS + " (on Debian: apt-get install gnome-keyring libsecret-tools dbus)");
        var script =
                new StringBuilder("printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1");
        for (var command : commands) {
            script.append("; ")
                    .append(Jar.command((command + " --store keychain").split(" ", -1)).stream()
                            .map(word -> "'" + word + "'")
                            .collect(Collectors.joining(" ")));
        }
        return List.of("dbus-run-session", "--", "sh", "-c", script.toString());
    }

    @Test
    void is_what_the_doctor_finds() throws Exception {
        var said = doctor(withKeychain("doctor"));

        assertThat(said).contains("ok    store: keychain, ").contains("Encrypted under a key in ");
    }

    @Test
    void keeps_tokens_under_its_key(@TempDir Path folder) throws Exception {
        try (var server = RealServer.start(folder, Map.of())) {
            var person = Person.signedIn(server.url());
            var output = home.resolve("output.txt");

            var process = start(server.url().toString(), withKeychain("login", "whoami"), output);
            person.approve(await("the user code")
                    .atMost(Duration.ofSeconds(LONGEST_SECONDS))
                    .until(() -> Jar.codeIn(Files.readString(output)), code -> !code.isEmpty()));
            end(process);

            assertThat(output)
                    .content()
                    .contains("Signed in as admin to ", "Encrypted under a key in ", "username=admin ");
        }
        try (var files = Files.walk(home.resolve("state"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".sealed")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .isNotEmpty()
                            .doesNotContain("eyJ"));
        }
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
