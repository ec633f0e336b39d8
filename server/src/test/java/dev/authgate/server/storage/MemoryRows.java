package dev.authgate.server.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The rows of one store in memory, in the order they came; each call is one step that others see whole. */
public final class MemoryRows<K, V> implements Rewindable {
    private final Map<K, V> rows = new LinkedHashMap<>();

    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    public synchronized Optional<V> findFirst(Predicate<V> wanted) {
        return rows.values().stream().filter(wanted).findFirst();
    }

    /** Adds a row unless one has this key, or is in conflict with it. */
    public synchronized boolean add(K key, V row, Predicate<V> conflict) {
        if (rows.containsKey(key) || rows.values().stream().anyMatch(conflict)) {
            return false;
        }
        rows.put(key, row);
        return true;
    }

    /** Puts a row in place, whatever was there. */
    public synchronized void put(K key, V row) {
        rows.put(key, row);
    }

    /** Puts {@code next} in place when the row there is as expected. */
    public synchronized boolean replace(K key, Predicate<V> expected, UnaryOperator<V> next) {
        var row = rows.get(key);
        if (row == null || !expected.test(row)) {
            return false;
        }
        rows.put(key, next.apply(row));
        return true;
    }

    public synchronized int removeIf(Predicate<V> condemned) {
        var before = rows.size();
        rows.values().removeIf(condemned);
        return before - rows.size();
    }

    public synchronized boolean remove(K key) {
        return rows.remove(key) != null;
    }

    public synchronized List<V> all() {
        return List.copyOf(rows.values());
    }

    @Override
    public synchronized Runnable remember() {
        var copy = new LinkedHashMap<>(rows);
        return () -> restore(copy);
    }

    private synchronized void restore(Map<K, V> copy) {
        rows.clear();
        rows.putAll(copy);
    }
}
