package dev.authgate.bench.report;

import static dev.authgate.bench.report.Markdown.number;

/** Rates and latencies, the cost of each operation, and the share of an echo. */
final class RateTable {
    private static final String ECHO = "echo";

    /** A row that ended much sooner than it should had nothing left to do; its rate is that of a moment. */
    private static final double SHORT = 0.2;

    private final Markdown text;

    RateTable(Markdown text) {
        this.text = text;
    }

    void write(Groups groups) {
        text.head(
                "what",
                "workers",
                "per second",
                "least–most",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "server µs",
                "database µs",
                "generator µs",
                "of echo",
                "failed");
        for (var group : groups.all()) {
            row(group, groups);
        }
    }

    private void row(Group group, Groups groups) {
        var first = group.first();
        var rate = group.median(Entry.Row::rate);
        text.row(
                name(group),
                Integer.toString(first.workers()),
                number("%.0f", rate),
                number("%.0f", group.least(Entry.Row::rate)) + "–" + number("%.0f", group.most(Entry.Row::rate)),
                number("%.2f", group.median(Entry.Row::p50Millis)),
                number("%.2f", group.median(Entry.Row::p95Millis)),
                number("%.2f", group.median(Entry.Row::p99Millis)),
                number("%.0f", group.median(Entry.Row::serverMicros)),
                number("%.0f", group.median(Entry.Row::databaseMicros)),
                number("%.0f", group.median(Entry.Row::generatorMicros)),
                groups.find(ECHO, first.workers())
                        .map(echo -> number("%.2f", rate / echo.median(Entry.Row::rate)))
                        .orElse(""),
                group.failures() + remark(group));
    }

    static String name(Group group) {
        return group.first().unit().equals("request")
                ? group.first().row() + ", each request"
                : group.first().row();
    }

    private static String remark(Group group) {
        var remark = new StringBuilder();
        if (group.least(Entry.Row::seconds) < SHORT) {
            remark.append("; ended early, nothing was left");
        }
        if (group.most(row -> (double) row.waits() / Math.max(row.count(), 1)) > 0.01) {
            remark.append("; workers waited for codes to be due");
        }
        return remark.toString();
    }
}
