package dev.authgate.sdk.store;

import java.io.IOException;

/** A file that others could have written or could read. Its message says what is wrong and how to put it right. */
final class UnsafeFile extends IOException {
    private static final long serialVersionUID = 1L;

    UnsafeFile(String message) {
        super(message);
    }
}
