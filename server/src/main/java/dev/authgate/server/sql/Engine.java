package dev.authgate.server.sql;

import dev.authgate.server.device.DecisionNews;
import dev.authgate.server.storage.StorageUnavailable;
import dev.authgate.server.storage.Transactions;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/**
 * Lends the stores a handle. Inside a unit of work it is the unit's; outside, a question goes to any connection and a
 * change is a unit of its own.
 */
interface Engine extends Transactions, AutoCloseable {
    /**
     * Asks without changing anything.
     *
     * @throws StorageUnavailable when the database cannot be reached or is overloaded
     */
    <T> T read(Function<Handle, T> question);

    /**
     * Looks up one row by its keys. Where a round trip costs, together with what other threads look up at this moment.
     *
     * @throws StorageUnavailable when the database cannot be reached or is overloaded
     */
    <T> Optional<T> find(Lookup<T> lookup, String... keys);

    /**
     * Changes something by one statement; durable when this returns, or when the unit of work around it does.
     *
     * @throws StorageUnavailable when the database cannot be reached or is overloaded
     */
    <T> T write(Function<Handle, T> change);

    /**
     * Removes what has ended, by one statement. A crash may bring it back, and then it is removed again: so nobody waits
     * until the disk has taken it.
     *
     * @throws StorageUnavailable when the database cannot be reached or is overloaded
     */
    int remove(ToIntFunction<Handle> removal);

    /**
     * Adds a row that nobody needs before the unit of work around it ends. Where a round trip costs, it travels with the
     * other rows of the unit, and of the units that are committed together.
     *
     * @throws StorageUnavailable when the database cannot be reached or is overloaded
     */
    void add(NewRow row);

    /**
     * Sends the rows that {@link #add} may have kept back. To be called before a statement that is about a set of rows
     * among which such a row may be; one that names the key of a row that somebody has been told of needs no call.
     */
    void addKept();

    /** News of decisions between the nodes that share this database. */
    DecisionNews decisionNews();

    /** Whether the database answers and takes changes. May wait as long as any call. */
    boolean ping();

    @Override
    void close();
}
