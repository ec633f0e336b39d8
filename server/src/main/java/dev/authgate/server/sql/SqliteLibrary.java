package dev.authgate.server.sql;

import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite itself, which the driver brings along as a native library. The driver would unpack it into the directory for
 * temporary files at each start, and compare the copy byte by byte; one copy beside the database serves all starts.
 *
 * <p>Where others may write, one of them might put a library of his own there, which would run as this server. There, and
 * where no copy can be made or loaded, the driver does as ever.
 */
final class SqliteLibrary {
    private static final String PREFIX = ".sqlite-";

    private SqliteLibrary() {}

    /** Has the driver load the copy beside this database; without effect once it has loaded one. */
    static void loadFromBeside(Path database) {
        keptBeside(database).ifPresent(copy -> {
            System.setProperty(
                    "org.sqlite.lib.path", database.resolveSibling("").toString());
            System.setProperty("org.sqlite.lib.name", copy.getFileName().toString());
        });
    }

    /** The copy, made if need be. Its name tells what is in it, so an update brings its own. */
    static Optional<Path> keptBeside(Path database) {
        try {
            if (!onlyItsOwnerWritesBeside(database)) {
                return Optional.empty();
            }
            var library = inArchive();
            var copy = database.resolveSibling(
                    PREFIX + Long.toHexString(library.getJarEntry().getCrc()));
            if (!Files.exists(copy)) {
                removeOthers(database.resolveSibling(""));
                make(copy, library);
            }
            return Optional.of(copy);
        } catch (IOException | UnsupportedOperationException e) {
            // The latter from file systems that do not tell who may write.
            return Optional.empty();
        }
    }

    private static boolean onlyItsOwnerWritesBeside(Path database) throws IOException {
        var directory = database.resolveSibling("");
        var allowed = Files.getPosixFilePermissions(directory);
        return !allowed.contains(PosixFilePermission.GROUP_WRITE)
                && !allowed.contains(PosixFilePermission.OTHERS_WRITE)
                && Files.getOwner(directory).equals(Files.getOwner(database));
    }

    private static JarURLConnection inArchive() throws IOException {
        var place = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        var found = SQLiteJDBCLoader.class.getResource(place);
        if (found != null && found.openConnection() instanceof JarURLConnection library) {
            return library;
        }
        throw new IOException("There is no SQLite for this machine in the driver's archive");
    }

    private static void removeOthers(Path directory) throws IOException {
        try (var others = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (var other : others) {
                Files.delete(other);
            }
        }
    }

    /** Under another name first: what has the name is whole. For nobody but the owner, as temporary files are. */
    private static void make(Path copy, JarURLConnection library) throws IOException {
        var unfinished = Files.createTempFile(copy.resolveSibling(""), PREFIX, ".tmp");
        try (var content = library.getInputStream();
                var file = Files.newOutputStream(unfinished)) {
            content.transferTo(file);
        }
        Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
    }
}
