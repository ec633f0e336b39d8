package dev.authgate.server.sql;

import dev.authgate.server.storage.StorageUnavailable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** The file of an SQLite database: who may read it, and how it is opened. */
final class SqliteFile {
    private static final int WRITER_CACHE_KIB = 8_192;
    private static final int READER_CACHE_KIB = 1_024;
    private static final int BUSY_TIMEOUT_MS = 5_000;
    private static final int LARGEST_IDLE_JOURNAL = 64 << 20;

    /**
     * 64 MiB. {@link SqliteCheckpoints} has copied nearly all by then; what is left the writer copies while everybody waits,
     * so that the journal can begin anew even when changes never pause.
     */
    private static final int PAGES_BEFORE_THE_WRITER_COPIES = 16_000;

    private final Path path;

    private SqliteFile(Path path) {
        this.path = path;
    }

    /** The file that the URL names. A database in memory would be another one for each connection. */
    static SqliteFile of(DatabaseSettings settings) {
        var location = settings.database().locationIn(settings.url());
        if (location.isEmpty() || location.startsWith(":") || location.startsWith("file:") || location.contains("?")) {
            throw new IllegalArgumentException(
                    "The URL of an SQLite database is jdbc:sqlite: and the path of a file, without parameters");
        }
        return new SqliteFile(Path.of(location).toAbsolutePath());
    }

    Path path() {
        return path;
    }

    /** The file whose lock a running server holds. */
    Path lockFile() {
        return path.resolveSibling(path.getFileName() + ".lock");
    }

    /** Makes the file, and its directory if need be, for nobody but the owner. SQLite gives -wal and -shm the same mode. */
    void prepare() {
        try {
            createDirectory();
            if (isPosix()) {
                createFile();
                restrict();
                SqliteLibrary.loadFromBeside(path);
            }
        } catch (IOException e) {
            throw new StorageUnavailable("The database file cannot be made or read: " + e.getMessage(), e);
        }
    }

    private void createDirectory() throws IOException {
        var directory = path.getParent();
        if (directory == null || Files.isDirectory(directory)) {
            return;
        }
        if (isPosix()) {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(directory, ownerOnly);
        } else {
            Files.createDirectories(directory);
        }
    }

    private void createFile() throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        for (var file : List.of(path, lockFile())) {
            try {
                Files.createFile(file, ownerOnly);
            } catch (FileAlreadyExistsException e) {
                // Made by an earlier start, or at this moment by another process: both are fine.
            }
        }
    }

    /** A file that was copied here may have brought a wider mode along. */
    private void restrict() throws IOException {
        var ownerOnly = PosixFilePermissions.fromString("rw-------");
        for (var suffix : List.of("", "-wal", "-shm", ".lock")) {
            var file = path.resolveSibling(path.getFileName() + suffix);
            if (Files.exists(file) && !Files.getPosixFilePermissions(file).equals(ownerOnly)) {
                Files.setPosixFilePermissions(file, ownerOnly);
            }
        }
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** The connection that writes. FULL: a commit survives the loss of power, which WAL with NORMAL does not promise. */
    Connection openWriter() throws SQLException {
        var config = config(WRITER_CACHE_KIB);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setJournalSizeLimit(LARGEST_IDLE_JOURNAL);
        var connection = open(config);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = " + PAGES_BEFORE_THE_WRITER_COPIES);
        }
        return connection;
    }

    /** A connection that cannot write, by mistake neither. */
    Connection openReader() throws SQLException {
        var connection = open(config(READER_CACHE_KIB));
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = 1");
        }
        return connection;
    }

    /** A connection that copies from the journal. FULL: the file is flushed before the journal may begin anew. */
    Connection openCheckpointer() throws SQLException {
        var config = config(READER_CACHE_KIB);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return open(config);
    }

    private static SQLiteConfig config(int cacheKib) {
        var config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        // Negative: kibibytes, not pages.
        config.setCacheSize(-cacheKib);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        return config;
    }

    private Connection open(SQLiteConfig config) throws SQLException {
        return config.createConnection("jdbc:sqlite:" + path);
    }
}
