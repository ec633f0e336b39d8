package dev.authgate.server.sql;

import java.util.Optional;
import java.util.function.Supplier;

/** The unit of work that this thread is in. This is how stores join a unit without being told of it. */
final class CurrentUnit<U> {
    /** One for each engine and not one for all, so that units of two databases in one process stay apart. */
    @SuppressWarnings("ThreadLocalUsage") // removed after each unit, and engines are few
    private final ThreadLocal<U> current = new ThreadLocal<>();

    Optional<U> get() {
        return Optional.ofNullable(current.get());
    }

    /** Runs the work with this unit as the current one. */
    <T> T during(U unit, Supplier<T> work) {
        current.set(unit);
        try {
            return work.get();
        } finally {
            current.remove();
        }
    }
}
