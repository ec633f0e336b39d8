package dev.authgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The launcher")
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    Path temp;

    private Path home;
    private String started = "";
    private String path = System.getenv("PATH");
    private int exitCode;
    private String err = "";

    @BeforeEach
    void beside_a_jar_and_with_a_java_that_tells_its_words() throws IOException {
        home = Files.createDirectories(temp.resolve("home of authgate"));
        executable(home.resolve("authgate"), Files.readString(Path.of("..", "authgate")));
        Files.createDirectories(home.resolve("server/src/main"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("server/pom.xml"), "");
        Files.createDirectories(home.resolve("server/target"));
        started = home.resolve("authgate").toString();
    }

    private Path java(String version) throws IOException {
        var java = temp.resolve("java-" + version);
        Files.createDirectories(java.resolve("bin"));
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        executable(java.resolve("bin/java"), "#!/bin/sh\nfor word; do echo \"$word\"; done\nexit 7\n");
        return java;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void withJar() throws IOException {
        Files.writeString(home.resolve("server/target/authgate-server.jar"), "");
    }

    private List<String> run(Path java, String javaOptions, String... words) throws Exception {
        var command = new ArrayList<>(List.of(started));
        command.addAll(List.of(words));
        var errors = temp.resolve("err");
        var builder = new ProcessBuilder(command).directory(temp.toFile()).redirectError(errors.toFile());
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("JAVA_OPTS", javaOptions);
        builder.environment().put("PATH", path);
        var process = builder.start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        exitCode = process.exitValue();
        err = Files.readString(errors);
        return out.lines().toList();
    }

    @Test
    void passes_all_words_and_the_exit_code_through() throws Exception {
        withJar();

        var words = run(java("17"), "-Done=1 -Dtwo=2", "client", "create", "--name", "My tool", "config.yml");

        assertThat(words)
                .containsSequence(
                        "-Done=1",
                        "-Dtwo=2",
                        "-jar",
                        home.toRealPath()
                                .resolve("server/target/authgate-server.jar")
                                .toString(),
                        "client",
                        "create",
                        "--name",
                        "My tool",
                        "config.yml");
        assertThat(exitCode).isEqualTo(7);
        assertThat(err).isEmpty();
    }

    @Test
    void gives_each_java_the_options_that_it_knows() throws Exception {
        withJar();

        assertThat(run(java("17"), "", "version"))
                .contains("-XX:+ExitOnOutOfMemoryError")
                .anyMatch(word -> word.startsWith("-Xmx"))
                .noneMatch(word -> word.startsWith("--enable-native-access"))
                .doesNotContain("-XX:ArchiveRelocationMode=0");
        assertThat(run(java("25"), "", "version"))
                .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                .containsSequence("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");
    }

    @Test
    void prepares_an_archive_of_classes_once_and_starts_with_it() throws Exception {
        withJar();
        var java = java("17");
        executable(java.resolve("bin/java"), """
                #!/bin/sh
                for word; do
                    echo "$word"
                    case $word in -XX:ArchiveClassesAtExit=*) : >"${word#*=}" ;; esac
                done
                """);

        var first = run(java, "", "server", "config.yml");
        assertThat(err).contains("preparing for faster starts, once");
        var second = run(java, "", "server", "config.yml");

        assertThat(err).isEmpty();
        assertThat(first).isEqualTo(second).anyMatch(word -> word.startsWith("-XX:SharedArchiveFile="));
    }

    @Test
    void starts_without_an_archive_where_none_can_be_made() throws Exception {
        withJar();

        var words = run(java("17"), "", "server", "config.yml");

        assertThat(words).noneMatch(word -> word.contains("Archive")).endsWith("server", "config.yml");
        assertThat(home.resolve("server/target").toFile().list()).containsExactly("authgate-server.jar");
    }

    @Test
    void looks_for_another_java_when_the_one_that_is_set_is_too_old() throws Exception {
        withJar();

        run(java("11"), "-version", "version");

        assertThat(err).contains("is not a Java 17 or newer; looking for another one");
    }

    @Test
    void builds_the_command_line_on_first_use_alone_and_passes_all_words_on() throws Exception {
        withSourcesOfTheCommandLine();

        var first = run(java("17"), "-Done=1", "cli", "login", "--profile", "my work");
        assertThat(err)
                .contains("building, first use takes a minute")
                .contains("mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl example-cli -am package");
        var second = run(java("17"), "-Done=1", "cli", "login", "--profile", "my work");

        assertThat(err).isEmpty();
        assertThat(exitCode).isEqualTo(7);
        var jar = home.toRealPath().resolve("example-cli/target/authgate-cli.jar");
        assertThat(first)
                .isEqualTo(second)
                .startsWith("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .endsWith("-Done=1", "-jar", jar.toString(), "login", "--profile", "my work");
    }

    @Test
    void is_the_command_line_by_itself_under_that_name() throws Exception {
        withSourcesOfTheCommandLine();
        var link = Files.createSymbolicLink(temp.resolve("authgate-cli"), home.resolve("authgate"));
        started = link.toString();

        assertThat(run(java("17"), "", "whoami")).endsWith("whoami").contains("-jar");
    }

    /** With a Maven that tells its words and makes an empty jar. */
    private void withSourcesOfTheCommandLine() throws IOException {
        for (var module : List.of("client-sdk", "example-cli")) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.writeString(home.resolve(module).resolve("pom.xml"), "");
        }
        var bin = Files.createDirectories(temp.resolve("bin"));
        executable(
                bin.resolve("mvn"),
                "#!/bin/sh\necho \"mvn $*\"\nmkdir -p example-cli/target\n: >example-cli/target/authgate-cli.jar\n");
        path = bin + ":" + System.getenv("PATH");
    }

    @Test
    void says_kindly_what_is_not_there_yet() throws Exception {
        run(java("17"), "", "console");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err).contains("not there yet").contains("admin-console/target/authgate-console.jar");
    }
}
