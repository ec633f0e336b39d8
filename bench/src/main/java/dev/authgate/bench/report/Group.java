package dev.authgate.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The rounds of one row. What a table shows of them is the median, which one disturbed round does not move. */
record Group(List<Entry.Row> rounds) {
    Group {
        rounds = List.copyOf(rounds);
    }

    Entry.Row first() {
        return rounds.get(0);
    }

    double median(ToDoubleFunction<Entry.Row> value) {
        return median(rounds.stream().mapToDouble(value).toArray());
    }

    double least(ToDoubleFunction<Entry.Row> value) {
        return rounds.stream().mapToDouble(value).min().orElse(0);
    }

    double most(ToDoubleFunction<Entry.Row> value) {
        return rounds.stream().mapToDouble(value).max().orElse(0);
    }

    /** What went otherwise, in all rounds. */
    String failures() {
        Map<String, Long> all = new TreeMap<>();
        for (var round : rounds) {
            round.failures().forEach((outcome, count) -> all.merge(outcome, count, Long::sum));
        }
        return all.isEmpty()
                ? "none"
                : all.entrySet().stream()
                        .map(entry -> entry.getValue() + " × " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    static double median(double... values) {
        if (values.length == 0) {
            return 0;
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
