package dev.authgate.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The jar that is delivered, run by itself: its words, its environment and nothing else. */
final class Jar {
    static final Path FILE = Path.of("target", "authgate-cli.jar").toAbsolutePath();

    private static final Pattern USER_CODE = Pattern.compile("\\b[A-Z0-9]{4}-[A-Z0-9]{4}\\b");
    private static final Pattern LINK = Pattern.compile("\"verification_uri_complete\":\"([^\"]*)\"");
    private static final int LONGEST_SECONDS = 120;

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    Jar(Path home, String url) {
        this.home = home;
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("LANG", "C.UTF-8");
        environment.put("XDG_STATE_HOME", home.resolve("state").toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        environment.put("AUTHGATE_URL", url);
        environment.put("CLIENT_ID", RealServer.CLIENT_ID);
    }

    Jar with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Map<String, String> environment() {
        return environment;
    }

    static List<String> command(String... words) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                FILE.toString()));
        command.addAll(List.of(words));
        return command;
    }

    /** Starts it. */
    Running start(String... words) throws IOException {
        var out = Files.createTempFile(home, "out", ".txt");
        var err = Files.createTempFile(home, "err", ".txt");
        var builder = new ProcessBuilder(command(words))
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** Runs it to its end. */
    Running run(String... words) throws IOException, InterruptedException {
        var running = start(words);
        running.exitCode();
        return running;
    }

    /**
     * A process of it.
     *
     * @param process the process
     * @param outFile what it writes to standard output
     * @param errFile what it writes to standard error
     */
    record Running(Process process, Path outFile, Path errFile) {
        int exitCode() throws InterruptedException {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it does not end");
            }
            return process.exitValue();
        }

        String out() throws IOException {
            return Files.readString(outFile, StandardCharsets.UTF_8);
        }

        String err() throws IOException {
            return Files.readString(errFile, StandardCharsets.UTF_8);
        }

        /** Waits for the code that the person has to enter. */
        String userCode() {
            return await("the user code")
                    .atMost(Duration.ofSeconds(LONGEST_SECONDS))
                    .until(() -> codeIn(out() + err()), code -> !code.isEmpty());
        }

        /** Waits for the link that holds the code, with {@code --json}. */
        String link() {
            return await("the link")
                    .atMost(Duration.ofSeconds(LONGEST_SECONDS))
                    .until(() -> linkIn(out()), link -> !link.isEmpty());
        }

        /** Ctrl-C, as a terminal sends it. */
        void interrupt() throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    private static String linkIn(String text) {
        var match = LINK.matcher(text);
        return match.find() ? match.group(1) : "";
    }

    static String codeIn(String text) {
        var match = USER_CODE.matcher(text);
        return match.find() ? match.group() : "";
    }
}
