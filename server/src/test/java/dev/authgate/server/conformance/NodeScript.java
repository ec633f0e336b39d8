package dev.authgate.server.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A script of {@code src/test/node} that runs, and what it prints line by line. */
final class NodeScript implements AutoCloseable {
    private static final Path FOLDER = Path.of("src", "test", "node");
    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final BufferedReader lines;

    private NodeScript(Process process) {
        this.process = process;
        this.lines = process.inputReader(UTF_8);
    }

    /** Runs the script of that library. Skips the test where it cannot run, unless everything must be tested. */
    static NodeScript start(String library, String baseUrl, List<String> client) {
        if (!Files.isDirectory(FOLDER.resolve("node_modules").resolve(library))) {
            skip("its library is not installed (npm ci --prefix server/" + FOLDER + ")");
        }
        var command = new ArrayList<>(List.of("node", library + ".js", baseUrl));
        command.addAll(client);
        try {
            return new NodeScript(new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException e) {
            return skip("there is no Node.js: " + e.getMessage());
        }
    }

    private static NodeScript skip(String reason) {
        if ("true".equals(System.getenv("AUTHGATE_REQUIRE_ALL"))) {
            throw new IllegalStateException("AUTHGATE_REQUIRE_ALL is set, but " + reason);
        }
        return abort(reason);
    }

    /** The next line; an empty text when there is none any more. */
    String line() throws IOException {
        var line = lines.readLine();
        return line == null ? "" : line;
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The script does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        lines.close();
    }
}
