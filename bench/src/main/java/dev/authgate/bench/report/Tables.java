package dev.authgate.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Results as tables in Markdown. */
public final class Tables {
    private static final String ECHO = "echo";

    private final List<Entry> entries;
    private final StringBuilder text = new StringBuilder();

    public Tables(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** All tables, one database after the other. */
    public String text() {
        all(Entry.Machine.class).forEach(this::machine);
        for (var subject : all(Entry.Subject.class)) {
            subject(subject);
            rates(subject.database());
            facts(subject.database());
        }
        return text.toString().strip();
    }

    private <T extends Entry> List<T> all(Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private void machine(Entry.Machine machine) {
        line(
                "%s, commit %s. %d × %s, %.0f GiB; %s. Data on %s, where a flush of 4 KiB takes %.2f ms. Load average"
                        + " before the run: %.1f.",
                machine.date(),
                machine.commit(),
                machine.processors(),
                machine.processor(),
                machine.memoryMib() / 1024.0,
                machine.system(),
                machine.disk(),
                machine.flushMillis(),
                machine.loadAverage());
    }

    private void subject(Entry.Subject subject) {
        line("%n### %s on %s%n", subject.server(), subject.databaseVersion());
        line(
                "Java %s%s.%s",
                subject.java(),
                subject.settings().isEmpty()
                        ? ""
                        : subject.settings().entrySet().stream()
                                .map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
                                .collect(Collectors.joining(", ", ", ", "")),
                subject.note().isEmpty() ? "" : " " + subject.note());
    }

    private void rates(String database) {
        var groups = groups(database);
        if (groups.isEmpty()) {
            return;
        }
        line("%n| what | workers | per second (least–most) | p50 ms | p95 ms | p99 ms | server µs | database µs"
                + " | generator µs | of echo | failed |");
        line("|---|---|---|---|---|---|---|---|---|---|---|");
        for (var group : groups) {
            row(group, echo(groups, group.first().workers()));
        }
    }

    private void row(Group group, @Nullable Group echo) {
        var first = group.first();
        var rate = group.median(Entry.Row::rate);
        line(
                "| %s%s | %d | %.0f (%.0f–%.0f) | %.2f | %.2f | %.2f | %.0f | %.0f | %.0f | %s | %s |",
                first.row(),
                first.unit().equals("request") ? ", each request" : "",
                first.workers(),
                rate,
                group.least(Entry.Row::rate),
                group.most(Entry.Row::rate),
                group.median(Entry.Row::p50Millis),
                group.median(Entry.Row::p95Millis),
                group.median(Entry.Row::p99Millis),
                group.median(Entry.Row::serverMicros),
                group.median(Entry.Row::databaseMicros),
                group.median(Entry.Row::generatorMicros),
                echo == null ? "" : String.format(Locale.ROOT, "%.2f", rate / echo.median(Entry.Row::rate)),
                group.failures());
    }

    private static @Nullable Group echo(List<Group> groups, int workers) {
        return groups.stream()
                .filter(group ->
                        group.first().row().equals(ECHO) && group.first().workers() == workers)
                .findFirst()
                .orElse(null);
    }

    private List<Group> groups(String database) {
        Map<List<Object>, List<Entry.Row>> rounds = new LinkedHashMap<>();
        for (var row : all(Entry.Row.class)) {
            if (row.database().equals(database)) {
                rounds.computeIfAbsent(
                                List.of(row.state(), row.nodes(), row.row(), row.workers()), key -> new ArrayList<>())
                        .add(row);
            }
        }
        return rounds.values().stream().map(Group::new).toList();
    }

    private void facts(String database) {
        var facts = new ArrayList<String>();
        facts.addAll(starts(database));
        for (var memory : all(Entry.Memory.class)) {
            if (memory.database().equals(database)) {
                facts.add(String.format(
                        Locale.ROOT,
                        "resident memory %s | %.0f MiB, at most %.0f MiB",
                        memory.when(),
                        memory.residentMib(),
                        memory.highestMib()));
            }
        }
        for (var size : all(Entry.Size.class)) {
            if (size.database().equals(database)) {
                facts.add(String.format(Locale.ROOT, "database for each grant | %.0f bytes", size.bytesPerGrant()));
            }
        }
        facts.addAll(commits(database));
        if (!facts.isEmpty()) {
            line("%n| | |%n|---|---|");
            facts.forEach(fact -> line("| %s |", fact));
        }
    }

    private List<String> starts(String database) {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (var start : all(Entry.Start.class)) {
            if (start.database().equals(database)) {
                seconds.computeIfAbsent(start.how(), how -> new ArrayList<>()).add(start.seconds());
            }
        }
        return seconds.entrySet().stream()
                .map(start -> String.format(
                        Locale.ROOT, "start to the first 200, %s | %.2f s", start.getKey(), median(start.getValue())))
                .toList();
    }

    private static double median(List<Double> values) {
        return Group.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The bare database, and what the server reaches of it. */
    private List<String> commits(String database) {
        Map<List<Integer>, List<Double>> rates = new LinkedHashMap<>();
        for (var commit : all(Entry.Commits.class)) {
            if (commit.database().equals(database)) {
                rates.computeIfAbsent(List.of(commit.connections(), commit.batch()), key -> new ArrayList<>())
                        .add(commit.rate());
            }
        }
        var facts = new ArrayList<String>();
        rates.forEach((how, values) -> {
            var rate = median(values);
            facts.add(String.format(
                    Locale.ROOT,
                    "bare database, %s, %s | %.0f rows/s%s",
                    how.get(0) == 1 ? "1 connection" : how.get(0) + " connections",
                    how.get(1) == 1 ? "a row a commit" : how.get(1) + " rows a commit",
                    rate,
                    shareOf(rate, database)));
        });
        return facts;
    }

    private String shareOf(double rate, String database) {
        return groups(database).stream()
                .filter(group -> group.first().row().equals("device requests"))
                .map(group -> String.format(
                        Locale.ROOT, "%d workers %.2f", group.first().workers(), group.median(Entry.Row::rate) / rate))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "),
                        shares -> shares.isEmpty() ? "" : "; device requests reach: " + shares));
    }
}
