package dev.authgate.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** Results as tables in Markdown. */
public final class Tables {
    private final List<Entry> entries;
    private final Markdown text = new Markdown();

    public Tables(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** All tables, one database after the other. */
    public String text() {
        for (var entry : entries) {
            if (entry instanceof Entry.Machine machine) {
                machine(machine);
            }
        }
        for (var entry : entries) {
            if (entry instanceof Entry.Subject subject) {
                subject(subject);
                results(subject.database());
            }
        }
        return text.toString();
    }

    private void machine(Entry.Machine machine) {
        text.line(
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
        var settings = subject.settings().entrySet().stream()
                .map(setting -> ", `" + setting.getKey() + "=" + setting.getValue() + "`")
                .collect(Collectors.joining());
        text.line("%n### %s on %s%n", subject.server(), subject.databaseVersion());
        text.line("%s", ("Java " + subject.java() + settings + ". " + subject.note()).strip());
    }

    private void results(String database) {
        var groups = Groups.of(entries, database);
        if (!groups.inState("grown").isEmpty()) {
            new GrowthTable(text, entries, database).write(groups);
        } else if (!groups.withNodes(2).isEmpty()) {
            new NodeTable(text, entries, database).write(groups);
        } else if (!groups.isEmpty()) {
            new RateTable(text).write(groups);
            new FactTable(text, entries, database).write(groups);
        }
    }
}
