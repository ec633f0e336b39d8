package dev.authgate.sdk.store;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.store.TokenStore.Work;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Excludes the threads of this process from each other. A thread that holds it may take it again. */
final class ThreadLock {
    private final ReentrantLock lock = new ReentrantLock();
    private final String what;

    ThreadLock(String what) {
        this.what = what;
    }

    boolean isMine() {
        return lock.isHeldByCurrentThread();
    }

    <T> T whileHeld(Duration atMost, Work<T> work) throws OAuthException {
        if (isMine()) {
            // Not taken again: that would fail in a thread that has been interrupted meanwhile, half way in its work.
            return work.run();
        }
        if (!taken(atMost)) {
            throw new OAuthException(
                    OAuthException.Code.STORE,
                    "Another thread of this program has kept " + what + " locked for " + atMost.toMillis() + " ms");
        }
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    private boolean taken(Duration atMost) throws OAuthException {
        try {
            return lock.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    /** The interrupt stays set for the caller's caller. */
    static OAuthException interrupted(String what, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new OAuthException(
                OAuthException.Code.CANCELLED, "Interrupted while waiting for the lock of " + what, cause);
    }
}
