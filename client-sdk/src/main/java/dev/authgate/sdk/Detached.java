package dev.authgate.sdk;

import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.store.TokenStore.Work;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Work that goes on when the caller stops waiting for it: what a server has changed must be saved, or wiped, here too.
 * It runs on a daemon thread of its own, which nobody interrupts.
 */
final class Detached<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    private Detached() {}

    static <T> Detached<T> start(String name, Work<T> work) {
        var detached = new Detached<T>();
        var thread = new Thread(() -> detached.run(work), name);
        thread.setDaemon(true);
        thread.start();
        return detached;
    }

    private void run(Work<T> work) {
        try {
            answer.complete(work.run());
        } catch (OAuthException | RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    /** Waits; an interrupt ends the waiting and stays set. */
    T await() throws OAuthException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OAuthException(Code.CANCELLED, "Interrupted while waiting; the work goes on behind");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OAuthException fault) {
                throw copy(fault, fault.retryAfter());
            }
            throw new IllegalStateException("A session's work failed", e.getCause());
        }
    }

    /** Each waiting thread gets an exception of its own, with its own stack. */
    static OAuthException copy(OAuthException fault, Optional<Duration> retryAfter) {
        var detail = new OAuthException.Detail(
                fault.serverError().orElse(null),
                fault.errorUri().orElse(null),
                fault.requestId().orElse(null),
                retryAfter.orElse(null));
        return new OAuthException(fault.code(), String.valueOf(fault.getMessage()), detail, fault);
    }
}
