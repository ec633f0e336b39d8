package dev.authgate.sdk.internal;

/** A text is not one JSON object. Says where, never what: the text may hold secrets. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message);
    }
}
