package dev.authgate.sdk.internal;

/** An answer lacks what its specification asks for. The message names the member, never its value. */
final class MalformedAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedAnswer(String message) {
        super(message);
    }
}
