package dev.authgate.server.storage;

/** A store in memory that can go back to how it was. */
public interface Rewindable {
    /** Remembers how things are now and returns what brings them back. */
    Runnable remember();
}
