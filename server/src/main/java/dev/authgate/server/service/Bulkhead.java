package dev.authgate.server.service;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many threads a service can hold up: so many ask at once, some more wait a moment for their turn, and everybody
 * else is told at once that it is too much.
 */
final class Bulkhead {
    /** Of the 128 threads that serve requests, two services that hang hold up 80. */
    static final int CALLS = 16;

    private static final int WAITING = 24;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Semaphore turns = new Semaphore(CALLS, true);
    private final Semaphore places = new Semaphore(CALLS + WAITING);

    /**
     * Takes a place; to be given back by {@link #leave}.
     *
     * @throws ServiceFailure when there is none
     */
    void enter() {
        if (!places.tryAcquire()) {
            throw busy();
        }
        if (!isMyTurn()) {
            places.release();
            throw busy();
        }
    }

    private boolean isMyTurn() {
        try {
            return turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void leave() {
        turns.release();
        places.release();
    }

    int inside() {
        return CALLS - turns.availablePermits();
    }

    private static ServiceFailure busy() {
        return new ServiceFailure(ServiceFailure.Kind.BUSY, "has too many questions to answer already", RETRY_AFTER);
    }
}
