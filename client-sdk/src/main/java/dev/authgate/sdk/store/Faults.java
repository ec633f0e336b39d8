package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Says what a file system's answer means to a person. */
final class Faults {
    private Faults() {}

    /** A fault of a store. */
    static OAuthException store(String what, IOException cause) {
        return new OAuthException(OAuthException.Code.STORE, what + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof FileSystemException system && system.getReason() == null) {
            // Such as AccessDeniedException, whose message is the path alone.
            return cause.getClass().getSimpleName().replace("Exception", "") + " " + system.getFile();
        }
        return String.valueOf(cause.getMessage());
    }
}
