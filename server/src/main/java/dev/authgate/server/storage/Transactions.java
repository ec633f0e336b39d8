package dev.authgate.server.storage;

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
}
