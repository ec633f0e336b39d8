package dev.authgate.server.sql;

import java.nio.file.Path;

/** An SQLite file serves one server at a time. */
public final class AnotherServerRunning extends RuntimeException {
    AnotherServerRunning(Path file) {
        super("another server is running on this database file: " + file);
    }
}
