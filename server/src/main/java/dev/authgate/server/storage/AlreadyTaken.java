package dev.authgate.server.storage;

/** What only one may have is somebody else's, who was faster; nothing was written. */
public final class AlreadyTaken extends RuntimeException {
    public AlreadyTaken(String message, Throwable cause) {
        super(message, cause);
    }

    public AlreadyTaken(String message) {
        super(message);
    }
}
