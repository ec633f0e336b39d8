package dev.authgate.server.session;

import dev.authgate.server.storage.Rewindable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Failed attempts in memory. */
public final class MemoryAttempts implements Attempts, Rewindable {
    private final Map<String, Count> counts = new HashMap<>();

    @Override
    public synchronized Optional<Count> find(String subject) {
        return Optional.ofNullable(counts.get(subject));
    }

    @Override
    public synchronized Count increment(String subject, Instant now, Instant forgetBefore) {
        var before = counts.get(subject);
        var failures = before == null || before.lastAt().isBefore(forgetBefore) ? 1 : before.failures() + 1;
        var count = new Count(failures, now);
        counts.put(subject, count);
        return count;
    }

    @Override
    public synchronized void decrement(String subject) {
        counts.computeIfPresent(subject, (key, count) -> new Count(Math.max(0, count.failures() - 1), count.lastAt()));
    }

    @Override
    public synchronized void reset(String subject) {
        counts.remove(subject);
    }

    @Override
    public synchronized Runnable remember() {
        var copy = Map.copyOf(counts);
        return () -> restore(copy);
    }

    private synchronized void restore(Map<String, Count> copy) {
        counts.clear();
        counts.putAll(copy);
    }
}
