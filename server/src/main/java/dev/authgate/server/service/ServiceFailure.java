package dev.authgate.server.service;

import java.time.Duration;

/**
 * A service gave no answer that can be used. The message says why, in words for an operator, and holds nothing that was
 * sent or received.
 */
public final class ServiceFailure extends RuntimeException {
    /** When it may work again, as far as anybody knows. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Kind kind;
    private final Duration retryAfter;

    public ServiceFailure(Kind kind, String words) {
        this(kind, words, SOON);
    }

    ServiceFailure(Kind kind, String words, Duration retryAfter) {
        // A fault of somebody else has no stack trace: the words say all there is to say.
        super(words, null, false, false);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** When to ask again. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** What kept the answer away. */
    public enum Kind {
        /** There is nobody at the address. */
        UNREACHABLE,
        /** The connection broke, before or after the service had read the question. */
        BROKEN,
        /** The time was over. */
        TOO_SLOW,
        /** TLS failed: nobody knows who is at the other end. */
        UNTRUSTED,
        /** It sends elsewhere, and nobody follows with a password in hand. */
        REDIRECTED,
        /** It is longer than any real answer. */
        TOO_LARGE,
        /** It is not JSON. */
        UNREADABLE,
        /** The service says that it has failed, or that it is overloaded. */
        FAILED,
        /** It is JSON, and not what was agreed upon. */
        DISAGREEING,
        /** Too many questions wait for this service already; it was not asked. */
        BUSY,
        /** It has failed again and again; it was not asked. */
        LEFT_ALONE
    }
}
