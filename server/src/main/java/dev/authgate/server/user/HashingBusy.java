package dev.authgate.server.user;

import java.time.Duration;

/**
 * More passwords wait to be hashed than this machine can take: come back later. Nothing was decided about the password.
 * Carries no stack trace: a refusal is not a fault.
 */
public final class HashingBusy extends RuntimeException {
    private final Duration retryAfter;

    public HashingBusy(Duration retryAfter) {
        super("Too many passwords wait to be checked", null, false, false);
        this.retryAfter = retryAfter;
    }

    /** When it is worth trying again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
