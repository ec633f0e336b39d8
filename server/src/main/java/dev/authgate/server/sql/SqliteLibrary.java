package dev.authgate.server.sql;

import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite itself, which the driver brings along as a native library. The driver would unpack it into the directory for
 * temporary files at each start, and compare the copy byte by byte; one copy beside the database serves all starts.
 *
 * <p>Where no copy can be made, or it cannot be loaded, the driver does as ever.
 */
final class SqliteLibrary {
    private static final String PREFIX = ".sqlite-";

    private SqliteLibrary() {}

    /** Has the driver load the copy in this directory; without effect once it has loaded one. */
    static void loadFrom(Path directory) {
        kept(directory).ifPresent(copy -> {
            System.setProperty("org.sqlite.lib.path", directory.toString());
            System.setProperty("org.sqlite.lib.name", copy.getFileName().toString());
        });
    }

    /** The copy in this directory, made if need be. Its name tells what is in it, so an update brings its own. */
    static Optional<Path> kept(Path directory) {
        try {
            var library = inArchive();
            var copy = directory.resolve(
                    PREFIX + Long.toHexString(library.getJarEntry().getCrc()));
            if (!Files.exists(copy)) {
                removeOthers(directory);
                make(copy, library);
            }
            return Optional.of(copy);
        } catch (IOException e) {
            return Optional.empty();
        }
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

    /** Under another name first: what has the name is whole. */
    private static void make(Path copy, JarURLConnection library) throws IOException {
        var unfinished = Files.createTempFile(copy.getParent(), PREFIX, ".tmp");
        try (var content = library.getInputStream()) {
            Files.copy(content, unfinished, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
    }
}
