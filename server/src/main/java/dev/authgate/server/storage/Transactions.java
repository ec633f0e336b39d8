package dev.authgate.server.storage;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs a unit of work. Every store called inside joins it.
 *
 * <p>The work may run on another thread than the caller's (SQLite has one writer), so it must not look at thread
 * locals, and it should hold nothing but store calls and rules: no hashing of passwords, no network.
 */
public interface Transactions {
    /**
     * Runs the work; when this returns, what it wrote is durable. A refusal must be a returned value: whatever is
     * thrown undoes the work.
     *
     * @throws StorageUnavailable when the database cannot be reached or is overloaded; nothing was written, or, when
     *     the connection broke during the commit, it is unknown whether it was
     */
    <T> T inTransaction(Supplier<T> work);

    /**
     * Attempts the claim and then, if it succeeded, does the work, both in one unit. Where a round trip costs, claims that
     * come at the same moment are attempted together.
     *
     * @return what the work gave; empty when the claim failed, and nothing was written
     * @throws StorageUnavailable as {@link #inTransaction} does
     */
    default <T> Optional<T> inTransaction(Claim claim, Supplier<T> work) {
        return inTransaction(() -> claim.attempt() ? Optional.of(work.get()) : Optional.empty());
    }
}
