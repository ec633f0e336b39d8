package dev.authgate.server.sql;

import dev.authgate.server.storage.StorageUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Work on its way through the writer, and the caller who waits for it. */
final class UnitOfWork<T> {
    private final Function<Handle, T> work;
    private final @Nullable Change claim;
    private final Supplier<T> outdone;
    private final boolean mustLast;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    /** Set by the writer that begins it or by the caller that gives up on it, whoever is first. */
    private final AtomicBoolean taken = new AtomicBoolean();

    /** What the caller is told once the batch is committed; nobody listens when the work never ran. */
    private Runnable verdict = () -> {};

    private boolean claimed = true;

    UnitOfWork(Function<Handle, T> work) {
        this(work, true);
    }

    private UnitOfWork(Function<Handle, T> work, boolean mustLast) {
        this(work, mustLast, null, () -> {
            throw new IllegalStateException("There is nothing to be outdone in");
        });
    }

    private UnitOfWork(Function<Handle, T> work, boolean mustLast, @Nullable Change claim, Supplier<T> outdone) {
        this.work = work;
        this.mustLast = mustLast;
        this.claim = claim;
        this.outdone = outdone;
    }

    /** Work that is simply done again when a crash has undone it, although its caller was told that it is done. */
    static <T> UnitOfWork<T> thatMayBeLost(Function<Handle, T> work) {
        return new UnitOfWork<>(work, false);
    }

    /** Work that is done only when a claim has succeeded, which the writer attempts before it. */
    static <T> UnitOfWork<Optional<T>> after(Change claim, Supplier<T> work) {
        return new UnitOfWork<>(ignored -> Optional.of(work.get()), true, claim, Optional::empty);
    }

    /** Whether the disk must have it before the caller is told. */
    boolean mustLast() {
        return mustLast;
    }

    /** What has to succeed first. */
    Optional<Change> claim() {
        return Optional.ofNullable(claim);
    }

    /** Says how the claim went. */
    void claimed(boolean success) {
        claimed = success;
    }

    /** False when the caller has given up: then it must not happen any more. */
    boolean start() {
        return taken.compareAndSet(false, true);
    }

    /** Runs the work; false when it threw and is to be undone. */
    boolean run(Handle handle) {
        try {
            attempt(handle);
            return true;
        } catch (RuntimeException | Error thrown) {
            verdict = () -> outcome.completeExceptionally(thrown);
            return false;
        }
    }

    /** Runs the work, perhaps not for the first time; what it throws is for the one who runs it. */
    void attempt(Handle handle) {
        var result = claimed ? work.apply(handle) : outdone.get();
        verdict = () -> outcome.complete(result);
    }

    /** Tells the caller how it went, after the commit. */
    void complete() {
        verdict.run();
    }

    /** Tells the caller that nothing was written. */
    void fail(Throwable reason) {
        outcome.completeExceptionally(reason);
    }

    boolean isDone() {
        return outcome.isDone();
    }

    T await(Duration patience) {
        try {
            return outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (TimeoutException e) {
            throw givenUp("The database takes too long");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw givenUp("Interrupted while waiting for the database");
        }
    }

    private StorageUnavailable givenUp(String why) {
        return start()
                ? new StorageUnavailable(why + "; nothing was written")
                : new StorageUnavailable(why + "; whether the change was written is unknown");
    }

    /** What one thread met, on its way out of another that waited for it. */
    static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException exception) {
            return exception;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }
}
