package dev.authgate.bench.report;

import static dev.authgate.bench.report.Markdown.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts, memory, the size of grants, and the bare database. */
final class FactTable {
    private static final String COMPARED = "device requests";

    private final Markdown text;
    private final List<Entry> entries;
    private final String database;

    FactTable(Markdown text, List<Entry> entries, String database) {
        this.text = text;
        this.entries = List.copyOf(entries);
        this.database = database;
    }

    void write(Groups groups) {
        text.head("", "");
        starts();
        for (var entry : entries) {
            if (entry instanceof Entry.Memory memory && memory.database().equals(database)) {
                text.row(
                        "resident memory " + memory.when(),
                        number("%.0f MiB", memory.residentMib()) + number(", at most %.0f MiB", memory.highestMib()));
            } else if (entry instanceof Entry.Size size && size.database().equals(database)) {
                text.row("the database grows for each grant by", number("%.0f bytes", size.bytesPerGrant()));
            }
        }
        commits(groups);
    }

    private void starts() {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (var entry : entries) {
            if (entry instanceof Entry.Start start && start.database().equals(database)) {
                seconds.computeIfAbsent(start.how(), how -> new ArrayList<>()).add(start.seconds());
            }
        }
        seconds.forEach((how, all) -> text.row("start to the first 200, " + how, number("%.2f s", median(all))));
    }

    private static double median(List<Double> values) {
        return Group.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The bare database, and what device requests, which insert a row each, reach of it. */
    private void commits(Groups groups) {
        Map<List<Integer>, List<Double>> rates = new LinkedHashMap<>();
        for (var entry : entries) {
            if (entry instanceof Entry.Commits commits && commits.database().equals(database)) {
                rates.computeIfAbsent(List.of(commits.connections(), commits.batch()), how -> new ArrayList<>())
                        .add(commits.rate());
            }
        }
        rates.forEach((how, all) -> {
            var rate = median(all);
            var connections = how.get(0) == 1 ? "1 connection" : how.get(0) + " connections";
            var batch = how.get(1) == 1 ? "a row a commit" : how.get(1) + " rows a commit";
            text.row(
                    "bare database, " + connections + ", " + batch, number("%.0f rows/s", rate) + shares(rate, groups));
        });
    }

    private static String shares(double rate, Groups groups) {
        var shares = groups.named(COMPARED).stream()
                .map(group -> number("%.2f", group.median(Entry.Row::rate) / rate) + " with "
                        + group.first().workers())
                .collect(Collectors.joining(", "));
        return shares.isEmpty() ? "" : "; device requests reach of that " + shares + " workers";
    }
}
