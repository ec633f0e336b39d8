package dev.authgate.bench.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a worker does again and again: one request, or several in a row.
 *
 * @param from where its values come from; without one, it needs none
 * @param results what is kept of it, once it has gone well
 */
public record Operation(
        String name, List<Step> steps, @Nullable Pool from, List<Result> results) {
    public Operation {
        steps = List.copyOf(steps);
        results = List.copyOf(results);
    }

    /** An operation that needs no values. */
    public static Operation of(String name, List<Step> steps, Result... results) {
        return new Operation(name, steps, null, List.of(results));
    }

    /** An operation on values from a pool. */
    public static Operation on(Pool from, String name, Step step, Result... results) {
        return new Operation(name, List.of(step), from, List.of(results));
    }

    /**
     * Values that go into a pool.
     *
     * @param pause how long before they may be used
     */
    public record Result(Pool pool, List<String> names, Duration pause) {
        public Result {
            names = List.copyOf(names);
        }

        public static Result of(Pool pool, String... names) {
            return new Result(pool, List.of(names), Duration.ZERO);
        }

        void keep(Map<String, String> values, long now) {
            var kept = new HashMap<String, String>();
            for (var name : names) {
                var value = values.get(name);
                if (value != null) {
                    kept.put(name, value);
                }
            }
            pool.give(new Pool.Ticket(kept, now + pause.toNanos()));
        }
    }

    /** Which operation is next; null when there is nothing more to do. */
    public interface Choice {
        @Nullable
        Operation next();
    }
}
