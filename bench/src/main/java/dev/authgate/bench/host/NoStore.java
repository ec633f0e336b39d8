package dev.authgate.bench.host;

import java.sql.Connection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server keeps by itself, where nobody else can look. */
public record NoStore(String description) implements Store {
    @Override
    public Map<String, String> variables() {
        return Map.of();
    }

    @Override
    public Set<Long> pids() {
        return Set.of();
    }

    @Override
    public long bytes() {
        return -1;
    }

    @Override
    public @Nullable Connection connect() {
        return null;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
