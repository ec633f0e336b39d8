package dev.authgate.bench;

import dev.authgate.bench.report.Entry;
import dev.authgate.bench.report.Journal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How much is measured, and where it is told.
 *
 * @param directory where servers and databases keep their files
 * @param rows the rows that are wanted; none for all
 */
record Run(
        Journal journal,
        Path directory,
        List<String> rows,
        List<Integer> workers,
        int rounds,
        Duration seconds,
        Duration warmUp,
        boolean quick,
        PrintStream progress) {
    /** How long a row goes on before it counts: long enough that nobody is at the beginning of a first operation. */
    private static final Duration LEAD = Duration.ofMillis(500);

    private static final int SEEDS = 100;
    private static final int SUPPLY = 15_000;
    private static final int SUPPLY_QUICKLY = 2_000;

    int mostWorkers() {
        return workers.stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    private int supply() {
        return quick ? SUPPLY_QUICKLY : SUPPLY;
    }

    Probe.Window window() {
        return new Probe.Window(LEAD, seconds);
    }

    boolean wants(String row) {
        return rows.isEmpty() || rows.contains(row);
    }

    void say(String format, Object... arguments) {
        progress.println(String.format(Locale.ROOT, format, arguments));
    }

    void keep(Entry entry) throws IOException {
        journal.add(entry);
        if (entry instanceof Entry.Row row) {
            tell(row);
        }
    }

    /** Signs everybody in, and uses everything until it is compiled. */
    void warm(Stage stage) throws IOException {
        stage.seed(mostWorkers(), Math.max(SEEDS, mostWorkers()));
        stage.warmUp(Math.min(16, mostWorkers()), warmUp);
    }

    /** Measures every row that is wanted, once, with each number of workers. */
    void round(Stage stage, String state, int round) throws IOException {
        for (var row : stage.crew().rows()) {
            if (!wants(row)) {
                continue;
            }
            for (int count : workers) {
                stage.supply(row, supply());
                var crew = stage.crew();
                var label = new Probe.Label(row, state, round);
                var measured = stage.probe().measure(label, crew.browsers(count), crew.choice(row), window());
                for (var one : measured) {
                    keep(one);
                }
            }
        }
    }

    private void tell(Entry.Row row) {
        say(
                "  %-16s %4d workers %9.0f/s   p50 %8.2f   p95 %8.2f   p99 %8.2f ms   server %6.0f µs  generator %4.0f µs  database %5.0f µs%s",
                row.row(),
                row.workers(),
                row.rate(),
                row.p50Millis(),
                row.p95Millis(),
                row.p99Millis(),
                row.serverMicros(),
                row.generatorMicros(),
                row.databaseMicros(),
                row.failures().isEmpty() ? "" : "   " + row.failures());
    }
}
