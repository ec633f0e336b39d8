package dev.authgate.bench;

import dev.authgate.bench.adapter.Adapter.StartVariant;
import dev.authgate.bench.host.CommitRate;
import dev.authgate.bench.host.CommitRate.Measured;
import dev.authgate.bench.host.PostgresStore;
import dev.authgate.bench.host.Program;
import dev.authgate.bench.host.SqliteStore;
import dev.authgate.bench.host.Store;
import dev.authgate.bench.host.Usage;
import dev.authgate.bench.load.Browser;
import dev.authgate.bench.report.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** One server on one database: its starts, its rates beside those of an echo and of the bare database, its memory. */
final class Rates {
    private static final String EMPTY = "empty";
    private static final int STARTS = 3;
    private static final int COMMIT_CONNECTIONS = 16;
    private static final int COMMIT_BATCH = 256;
    private static final Duration ECHO_WARM_UP = Duration.ofSeconds(5);
    private static final double KIB_PER_MIB = 1024;

    private final Run run;
    private final Subject subject;
    private final Path directory;

    Rates(Run run, Subject subject) throws IOException {
        this.run = run;
        this.subject = subject;
        this.directory = Files.createDirectory(run.directory().resolve(subject.database()));
    }

    void measure() throws IOException, InterruptedException, SQLException {
        try (var store = subject.open(directory)) {
            var installation = new Installation(subject, store, directory, 0);
            run.say("%n%s on %s", subject.adapter().name(), store.description());
            run.say(" getting ready");
            installation.prepare();
            starts(installation);
            try (var program = installation.start()) {
                run.keep(subject.entry(store, installation));
                memory("after the start", program);
                rates(store, installation, program);
                memory("after the load", program);
            }
        }
    }

    /** The first start makes the tables; those that follow find them. */
    private void starts(Installation installation) throws IOException, InterruptedException {
        start(installation, "empty database", StartVariant.USUAL);
        installation.complete();
        for (var i = 0; i < (run.quick() ? 1 : STARTS); i++) {
            start(installation, "tables in place", StartVariant.USUAL);
            for (StartVariant variant : subject.adapter().starts()) {
                start(installation, "tables in place, " + variant.name(), variant);
            }
        }
    }

    private void start(Installation installation, String how, StartVariant variant)
            throws IOException, InterruptedException {
        var running = installation.start(variant);
        running.program().close();
        var seconds = running.took().toNanos() / 1e9;
        run.keep(new Entry.Start(subject.database(), how, seconds));
        run.say("  start, %s: %.2f s", how, seconds);
    }

    private void memory(String when, Program program) throws IOException {
        var pids = Usage.tree(Set.of(program.pid()));
        var resident = pids.stream().mapToLong(Usage::residentKib).sum() / KIB_PER_MIB;
        var highest = pids.stream().mapToLong(Usage::highestResidentKib).sum() / KIB_PER_MIB;
        run.keep(new Entry.Memory(subject.database(), when, resident, highest));
        run.say("  memory %s: %.0f MiB, highest %.0f MiB", when, resident, highest);
    }

    private void rates(Store store, Installation installation, Program program)
            throws IOException, InterruptedException, SQLException {
        var probe = new Probe(subject.database(), store, List.of(installation.address()), Set.of(program.pid()));
        var stage = new Stage(probe, new Crew(subject.adapter(), installation.values(), run.mostWorkers()));
        try (var echo = Echo.start(directory)) {
            run.say(" signing in and warming up");
            run.warm(stage);
            warmUp(echo);
            size(stage, store);
            for (var round = 1; round <= run.rounds(); round++) {
                run.say(" round %d of %d", round, run.rounds());
                echo(echo, round);
                commits(store, round);
                run.round(stage, EMPTY, round);
            }
        }
    }

    private void warmUp(Echo echo) throws IOException {
        if (run.wants(Echo.ROW)) {
            var operation = echo.operation();
            echo.probe(subject.database()).run(nobodies(16), () -> operation, ECHO_WARM_UP);
        }
    }

    private void size(Stage stage, Store store) throws IOException, SQLException {
        var flows = run.quick() ? 100 : 2000;
        var before = store.bytes();
        if (before >= 0) {
            stage.moreFlows(flows);
            var bytes = (double) (store.bytes() - before) / flows;
            run.keep(new Entry.Size(subject.database(), flows, bytes));
            run.say("  %.0f bytes in the database for each grant", bytes);
        }
    }

    private void echo(Echo echo, int round) throws IOException {
        if (!run.wants(Echo.ROW)) {
            return;
        }
        var operation = echo.operation();
        for (int workers : run.workers()) {
            var label = new Probe.Label(Echo.ROW, EMPTY, round);
            var probe = echo.probe(subject.database());
            for (var row : probe.measure(label, nobodies(workers), () -> operation, run.window())) {
                run.keep(row);
            }
        }
    }

    private static List<Browser> nobodies(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Browser(Map.of()))
                .toList();
    }

    private void commits(Store store, int round) throws IOException, InterruptedException, SQLException {
        var measured = List.<Measured>of();
        if (store instanceof PostgresStore postgres) {
            measured = List.of(CommitRate.ofPostgres(postgres, COMMIT_CONNECTIONS, run.seconds()));
        } else if (store instanceof SqliteStore) {
            var file = directory.resolve("commits-" + round + ".db");
            measured = CommitRate.ofSqlite(file, COMMIT_BATCH, run.seconds());
        }
        for (var one : measured) {
            run.keep(new Entry.Commits(subject.database(), round, one.connections(), one.batch(), one.rowsPerSecond()));
            run.say(
                    "  bare database: %.0f rows/s, %d connections, %d rows a commit",
                    one.rowsPerSecond(), one.connections(), one.batch());
        }
    }
}
