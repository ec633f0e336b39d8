package dev.authgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.authgate.server.command.Terminal;
import dev.authgate.server.sql.DatabaseSettings;
import dev.authgate.server.sql.SqlStorage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
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

    JsonNode json() throws IOException {
        assertThat(out.lines()).hasSize(1);
        return new ObjectMapper().readTree(out);
    }

    <T> T inDatabase(Function<SqlStorage, T> look) {
        var settings = DatabaseSettings.of("jdbc:sqlite:" + data.resolve("authgate.db"));
        try (var storage = SqlStorage.open(settings, SqlStorage.Purpose.COMMAND)) {
            return look.apply(storage);
        }
    }

    /** The details of audit events, one a line. */
    String audited(String type) {
        var url = "jdbc:sqlite:" + data.resolve("authgate.db");
        var details = new StringBuilder();
        try (var connection = DriverManager.getConnection(url);
                var statement =
                        connection.prepareStatement("SELECT details FROM audit_events WHERE type = ? ORDER BY id")) {
            statement.setString(1, type);
            var rows = statement.executeQuery();
            while (rows.next()) {
                details.append(rows.getString(1)).append('\n');
            }
            return details.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
