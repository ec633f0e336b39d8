package dev.authgate.bench.report;

import static dev.authgate.bench.report.Markdown.number;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Two nodes beside one, and what a dying node costs. */
final class NodeTable {
    private final Markdown text;
    private final List<Entry> entries;
    private final String database;

    NodeTable(Markdown text, List<Entry> entries, String database) {
        this.text = text;
        this.entries = List.copyOf(entries);
        this.database = database;
    }

    void write(Groups groups) {
        text.head(
                "what",
                "workers",
                "per second, one node",
                "two nodes",
                "p99 ms, one node",
                "two nodes",
                "server µs, one node",
                "two nodes",
                "failed with two");
        var two = groups.withNodes(2);
        for (var one : groups.withNodes(1).all()) {
            two.find(one.first().row(), one.first().workers()).ifPresent(group -> row(one, group));
        }
        losses();
    }

    private void row(Group one, Group two) {
        text.row(
                RateTable.name(one),
                Integer.toString(one.first().workers()),
                number("%.0f", one.median(Entry.Row::rate)),
                number("%.0f", two.median(Entry.Row::rate)),
                number("%.2f", one.median(Entry.Row::p99Millis)),
                number("%.2f", two.median(Entry.Row::p99Millis)),
                number("%.0f", one.median(Entry.Row::serverMicros)),
                number("%.0f", two.median(Entry.Row::serverMicros)),
                two.failures());
    }

    private void losses() {
        text.line("%nOne of the two is killed (`kill -9`) under the mixture; its workers go on at the other.");
        text.head(
                "workers", "operations per second before", "after", "failed", "nothing succeeded for", "p99 ms of all");
        for (var entry : entries) {
            if (entry instanceof Entry.Loss loss && loss.database().equals(database)) {
                text.row(
                        Integer.toString(loss.workers()),
                        number("%.0f", loss.ratePerSecondBefore()),
                        number("%.0f", loss.ratePerSecondAfter()),
                        loss.failed() + failures(loss.failures()),
                        number("%.0f ms", loss.longestGapMillis()),
                        number("%.2f", loss.p99Millis()));
            }
        }
    }

    private static String failures(Map<String, Long> failures) {
        return failures.isEmpty()
                ? ""
                : failures.entrySet().stream()
                        .map(failure -> failure.getValue() + " × " + failure.getKey())
                        .sorted()
                        .collect(Collectors.joining(", ", ": ", ""));
    }
}
