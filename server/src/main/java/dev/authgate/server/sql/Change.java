package dev.authgate.server.sql;

import dev.authgate.server.storage.Claim;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claim that is made by a statement on one row.
 *
 * @param key of the row
 * @param values of the statement, in order
 */
record Change(Engine engine, HotStatement statement, String key, List<@Nullable Object> values) implements Claim {
    /** The order in which rows are to be locked, so that two transactions never wait for each other in a circle. */
    static final Comparator<Change> LOCKING =
            Comparator.comparing((Change change) -> change.statement().sql()).thenComparing(Change::key);

    @Override
    public boolean attempt() {
        return engine.write(handle -> statement.changesOne(handle, values.toArray()));
    }
}
