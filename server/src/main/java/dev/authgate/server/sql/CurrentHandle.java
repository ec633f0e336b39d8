package dev.authgate.server.sql;

import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** The handle of the unit of work that this thread is in. This is how stores join a unit without being told of it. */
final class CurrentHandle {
    /** One for each engine and not one for all, so that units of two databases in one process stay apart. */
    @SuppressWarnings("ThreadLocalUsage") // removed after each unit, and engines are few
    private final ThreadLocal<Handle> current = new ThreadLocal<>();

    Optional<Handle> get() {
        return Optional.ofNullable(current.get());
    }

    /** Runs the work with this handle as the current one. */
    <T> T during(Handle handle, Supplier<T> work) {
        current.set(handle);
        try {
            return work.get();
        } finally {
            current.remove();
        }
    }
}
