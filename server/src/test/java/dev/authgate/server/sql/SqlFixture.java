package dev.authgate.server.sql;

import dev.authgate.server.storage.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An open database for one test class, in which ann, bob, cleo, dora, tv and radio are known. */
final class SqlFixture implements BeforeAllCallback, AfterAllCallback {
    private final Database database;
    private @Nullable Path directory;
    private @Nullable SqlStorage storage;

    private SqlFixture(Database database) {
        this.database = database;
    }

    static SqlFixture sqlite() {
        return new SqlFixture(Database.SQLITE);
    }

    static SqlFixture postgresql() {
        return new SqlFixture(Database.POSTGRESQL);
    }

    SqlStorage storage() {
        if (storage == null) {
            throw new IllegalStateException("Only between the first test and the last");
        }
        return storage;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (storage != null) {
            return; // the nested classes share it
        }
        var opened = SqlStorage.open(newDatabase(), SqlStorage.Purpose.SERVER);
        storage = opened;
        opened.users().add(Samples.user("ann", "Ann"));
        opened.users().add(Samples.user("bob", "Bob"));
        opened.users().add(Samples.user("cleo", "Cleo"));
        opened.users().add(Samples.user("dora", "Dora"));
        opened.clients().add(Samples.client("tv"));
        opened.clients().add(Samples.client("radio"));
    }

    private DatabaseSettings newDatabase() throws Exception {
        if (database == Database.POSTGRESQL) {
            return EmbeddedServer.newDatabase();
        }
        var made = Files.createTempDirectory("authgate-test");
        directory = made;
        return DatabaseSettings.of("jdbc:sqlite:" + made.resolve("test.db"));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (context.getRequiredTestClass().getEnclosingClass() != null) {
            return;
        }
        if (storage != null) {
            storage.close();
        }
        if (directory != null) {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(SqlFixture::deleteFile);
        }
    }

    private static void deleteFile(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
