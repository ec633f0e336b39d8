package dev.authgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.authgate.server.sql.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Searches what a server leaves behind for all {@link ToldSecrets}. */
public final class KeptSecrets {
    /** The secrets that a server draws have a file each, for nobody else to read. */
    private static final Set<String> OWN_SECRETS = Set.of("jwt-secret", "session-secret");

    private static final String TEXT_COLUMNS = "SELECT table_name, column_name FROM information_schema.columns"
            + " WHERE table_schema = 'public' AND data_type IN ('text', 'character varying')"
            + " ORDER BY table_name, column_name";

    private KeptSecrets() {}

    /**
     * Every byte of every file in the folder of a server: the database with its write-ahead log, deleted rows that are not
     * overwritten yet, and whatever else is there.
     */
    public static void assertNoneInFilesOf(Path directory) {
        if (ToldSecrets.count() == 0) {
            return;
        }
        try {
            var copy = Files.createTempDirectory("authgate-kept");
            try {
                copy(directory, copy);
                search(copy);
            } finally {
                delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** By another process: one that closes a file of its own SQLite lets go of the locks on it. */
    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        var command = new ProcessBuilder("cp", "-R", from + "/.", to.toString());
        var copying = command.redirectErrorStream(true).start();
        var said = new String(copying.getInputStream().readAllBytes(), UTF_8);
        if (copying.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    private static void search(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            var all = files.filter(Files::isRegularFile).toList();
            for (var file : all) {
                if (OWN_SECRETS.contains(name(file))) {
                    ToldSecrets.add(Files.readString(file).strip());
                }
            }
            for (var file : all) {
                if (!OWN_SECRETS.contains(name(file))) {
                    ToldSecrets.assertNoneIn(name(file), Files.readAllBytes(file));
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Every text in every table. */
    public static void assertNoneIn(DatabaseSettings database) {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            for (var column : rows(connection, TEXT_COLUMNS)) {
                var texts = rows(connection, "SELECT '', " + column.get(1) + " FROM " + column.get(0));
                ToldSecrets.assertNoneIn(
                        column.get(0) + "." + column.get(1), texts.toString().getBytes(UTF_8));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<List<String>> rows(Connection connection, String query) throws SQLException {
        var rows = new ArrayList<List<String>>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(List.of(result.getString(1), String.valueOf(result.getString(2))));
            }
        }
        return rows;
    }
}
