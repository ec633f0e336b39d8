package dev.authgate.sdk.store;

import java.io.IOException;

/** A file whose bytes are there but make no session. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(IOException why) {
        super(why.getMessage(), why);
    }
}
