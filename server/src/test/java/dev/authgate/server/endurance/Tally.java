package dev.authgate.server.endurance;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often which answer came, and how long it took. */
final class Tally {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private long[] nanos = new long[1024];
    private int size;

    void count(String outcome, long time) {
        outcomes.merge(outcome, 1, Integer::sum);
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = time;
    }

    void add(Tally other) {
        other.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
        var joined = Arrays.copyOf(nanos, size + other.size);
        System.arraycopy(other.nanos, 0, joined, size, other.size);
        nanos = joined;
        size = joined.length;
    }

    /** The expected answer is the most frequent one; the last column counts the others. */
    String row(String what, int workers, Duration length) {
        var usual =
                outcomes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        var others = outcomes.entrySet().stream()
                .filter(entry -> !entry.equals(usual))
                .map(entry -> entry.getValue() + " x " + entry.getKey())
                .collect(Collectors.joining(", "));
        Arrays.sort(nanos, 0, size);
        return String.format(
                Locale.ROOT,
                "| %s (%s) | %d | %.0f | %.2f | %.2f | %.2f | %s |",
                what,
                usual.getKey(),
                workers,
                usual.getValue() / (length.toMillis() / 1e3),
                percentile(50),
                percentile(95),
                percentile(99),
                others.isEmpty() ? "none" : others);
    }

    private double percentile(int percent) {
        return nanos[(int) Math.min(size - 1L, (long) size * percent / 100)] / NANOS_PER_MILLI;
    }
}
