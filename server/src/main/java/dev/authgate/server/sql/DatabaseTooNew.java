package dev.authgate.server.sql;

/** A newer version of this program has changed the tables; this one would misread them. */
public final class DatabaseTooNew extends RuntimeException {
    DatabaseTooNew(String found, String expected) {
        super("the database is newer than this program: it is at " + found + ", this program knows " + expected
                + "; run the newer version");
    }
}
