package dev.authgate.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.sdk.testkit.FakeAuthServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A program that is a module")
class ModulePathTest {
    private static final String MODULES =
            Path.of("target", "classes") + System.getProperty("path.separator") + Path.of("target", "run-time-jars");

    private static final String DESCRIPTION = """
            module example.program {
                requires dev.authgate.sdk;
            }
            """;

    private static final String PROGRAM = """
            package example.program;

            import dev.authgate.sdk.LoginResult;
            import dev.authgate.sdk.OAuthClient;
            import dev.authgate.sdk.store.TokenStores;
            import java.net.URI;

            public class Program {
                public static void main(String[] arguments) throws Exception {
                    var builder = OAuthClient.builder(URI.create(arguments[0]), "my-cli").store(TokenStores.memory());
                    try (var client = builder.build(); var login = client.startDeviceLogin()) {
                        if (login.await() instanceof LoginResult.Approved approved) {
                            System.out.println("Hello " + client.whoami(approved.session().accessToken()).subject()
                                    + " from " + OAuthClient.class.getModule().getName());
                        }
                    }
                }
            }
            """;

    private static final String NOSY = """
            package example.program;

            class Nosy {
                dev.authgate.sdk.internal.JsonObject seen;
            }
            """;

    @TempDir
    Path directory;

    @Test
    void compiles_and_signs_in() throws Exception {
        write("Program.java", PROGRAM);
        var compiled = compile();
        assertThat(compiled.exit()).as(compiled.output()).isZero();

        try (var server =
                FakeAuthServer.start().asksForInterval(Duration.ofMillis(1)).approve()) {
            var ran = run(List.of(
                    java("java"),
                    "-XX:TieredStopAtLevel=1",
                    "-p",
                    MODULES + System.getProperty("path.separator") + directory.resolve("out"),
                    "-m",
                    "example.program/example.program.Program",
                    server.issuer().toString()));

            assertThat(ran.output().strip()).isEqualTo("Hello user-1 from dev.authgate.sdk");
            assertThat(ran.exit()).isZero();
        }
    }

    @Test
    void cannot_reach_what_is_internal() throws Exception {
        write("Nosy.java", NOSY);

        assertThat(compile().output()).contains("does not export it");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(directory.resolve("example/program"));
        Files.writeString(directory.resolve("module-info.java"), DESCRIPTION);
        Files.writeString(directory.resolve("example/program").resolve(name), text);
    }

    private Ran compile() throws Exception {
        var command = new ArrayList<>(List.of(
                java("javac"),
                "-J-XX:TieredStopAtLevel=1",
                "-p",
                MODULES,
                "-d",
                directory.resolve("out").toString()));
        try (var sources = Files.walk(directory)) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(command::add);
        }
        return run(command);
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    private record Ran(int exit, String output) {}

    private static Ran run(List<String> command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), output);
    }
}
