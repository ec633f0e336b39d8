package dev.authgate.server.storage;

/** The database cannot be reached, is read-only or has more work than it can take: try again later. */
public final class StorageUnavailable extends RuntimeException {
    public StorageUnavailable(String message) {
        super(message);
    }

    public StorageUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
