package dev.authgate.bench.report;

import static dev.authgate.bench.report.Markdown.number;

import java.util.List;

/** A full database beside an empty one. */
final class GrowthTable {
    private final Markdown text;
    private final List<Entry> entries;
    private final String database;

    GrowthTable(Markdown text, List<Entry> entries, String database) {
        this.text = text;
        this.entries = List.copyOf(entries);
        this.database = database;
    }

    void write(Groups groups) {
        for (var entry : entries) {
            if (entry instanceof Entry.Filled filled && filled.database().equals(database)) {
                text.line(
                        "%nFilled with %,d users, %,d grants and %,d expired rows, %.1f GiB in all.",
                        filled.users(), filled.grants(), filled.expired(), filled.gib());
            }
        }
        text.head(
                "what",
                "workers",
                "per second, empty",
                "full",
                "p50 ms, empty",
                "full",
                "p99 ms, empty",
                "full",
                "p99 full / empty",
                "failed");
        var full = groups.inState("grown");
        for (var empty : groups.inState("empty").all()) {
            full.find(empty.first().row(), empty.first().workers()).ifPresent(group -> row(empty, group));
        }
    }

    private void row(Group empty, Group full) {
        text.row(
                RateTable.name(empty),
                Integer.toString(empty.first().workers()),
                number("%.0f", empty.median(Entry.Row::rate)),
                number("%.0f", full.median(Entry.Row::rate)),
                number("%.2f", empty.median(Entry.Row::p50Millis)),
                number("%.2f", full.median(Entry.Row::p50Millis)),
                number("%.2f", empty.median(Entry.Row::p99Millis)),
                number("%.2f", full.median(Entry.Row::p99Millis)),
                number("%.2f", full.median(Entry.Row::p99Millis) / empty.median(Entry.Row::p99Millis)),
                full.failures());
    }
}
