package dev.authgate.server.sql;

import dev.authgate.server.storage.Claim;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of one row, by a statement that guards itself.
 *
 * @param key of the row
 * @param values of the statement, in order
 */
record Change(HotStatement statement, String key, List<@Nullable Object> values) {
    /** The order in which rows are to be locked, so that the claims of two transactions never wait for each other in a circle. */
    static final Comparator<Change> LOCKING =
            Comparator.comparing((Change change) -> change.statement().sql()).thenComparing(Change::key);

    /** The claim that is made by it. */
    Attempt by(Engine engine) {
        return new Attempt(engine, this);
    }

    /** Whether it changes the row, as a claim. */
    record Attempt(Engine engine, Change change) implements Claim {
        @Override
        public boolean attempt() {
            return engine.write(handle -> change.statement.changesOne(handle, change.values.toArray()));
        }
    }
}
