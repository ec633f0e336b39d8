package dev.authgate.server;

import dev.authgate.server.command.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Types commands in a data directory of their own, and keeps what they print. */
abstract class AtTheTerminal {
    @TempDir
    Path data;

    final Map<String, String> environment = new HashMap<>();
    String out = "";
    String err = "";

    @BeforeEach
    void in_a_directory_of_its_own() {
        environment.put("DATA_DIR", data.toString());
    }

    int run(String... words) {
        return runWithInput("", words);
    }

    int runWithInput(String input, String... words) {
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        var exitCode = new CommandLine(terminal, environment).run(words);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return exitCode;
    }
}
