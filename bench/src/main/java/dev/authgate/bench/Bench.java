package dev.authgate.bench;

import dev.authgate.bench.adapter.Adapter;
import dev.authgate.bench.host.Machines;
import dev.authgate.bench.report.Document;
import dev.authgate.bench.report.Entry;
import dev.authgate.bench.report.Journal;
import dev.authgate.bench.report.Tables;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The command line. */
public final class Bench {
    private static final double BUSY = 0.5;

    private final Path root;
    private final Options options;
    private final PrintStream out;
    private final PrintStream progress;

    Bench(Path root, Options options, PrintStream out, PrintStream progress) {
        this.root = root;
        this.options = options;
        this.out = out;
        this.progress = progress;
    }

    /** Ends with 0 when all was measured, 1 when it failed, 2 when the words were wrong. */
    public static void main(String[] words) {
        System.exit(exitCode(words));
    }

    private static int exitCode(String[] words) {
        try {
            var options = new Options(List.of(words));
            if (options.help()) {
                System.out.print(Options.USAGE);
                return 0;
            }
            var root = Path.of(System.getProperty("bench.root", ".")).toRealPath();
            new Bench(root, options, System.out, System.err).run();
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            return 2;
        } catch (IOException | SQLException e) {
            System.err.println("bench: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    void run() throws IOException, InterruptedException, SQLException {
        var report = options.text("--report", "");
        var entries = report.isEmpty() ? measure() : Journal.read(Path.of(report));
        var server = entries.stream()
                .map(entry -> entry instanceof Entry.Subject subject ? subject.server() : "")
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(report + " holds no results"));
        var tables = new Tables(entries).text();
        out.println(tables);
        for (var document : options.documents(root.resolve("docs/benchmarks.md"))) {
            Document.renew(document, Section.of(entries).mark(server), tables);
            progress.println("bench: renewed " + document);
        }
    }

    private List<Entry> measure() throws IOException, InterruptedException, SQLException {
        var began = System.nanoTime();
        var file = adapterFile(options.text("--against", "authgate.yml"));
        var adapter = withProgram(Adapter.read(file));
        var directory = Files.createTempDirectory(parent(), "authgate-bench");
        try {
            var run = run(directory);
            var machine = Machines.describe(root, directory);
            run.keep(machine);
            if (machine.loadAverage() > BUSY) {
                run.say(
                        "bench: %.1f processes want to run already; the numbers will be too low",
                        machine.loadAverage());
            }
            for (var database : databases(adapter)) {
                measure(run, new Subject(adapter, file, database, root, cache(), options.environment()));
            }
            run.say(
                    "bench: %.0f s in all; lines of JSON in %s",
                    (System.nanoTime() - began) / 1e9, run.journal().file());
            return run.journal().entries();
        } finally {
            delete(directory);
        }
    }

    /** A file of that name: where it says, or among the adapters that come with the benchmark. */
    private Path adapterFile(String name) {
        return Stream.of(
                        Path.of(name),
                        root.resolve(name),
                        root.resolve("bench").resolve(name),
                        root.resolve("bench/adapters/" + name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no adapter " + name));
    }

    private void measure(Run run, Subject subject) throws IOException, InterruptedException, SQLException {
        switch (options.section()) {
            case RATES -> new Rates(run, subject).measure();
            case GROWTH -> new Growth(run, subject, Growth.Scale.of(scale(subject.database()))).measure();
            case NODES -> new TwoNodes(run, subject).measure();
        }
    }

    private double scale(String database) {
        if (options.quick()) {
            return options.scale(0.001);
        }
        return options.scale(database.equals(Subject.POSTGRESQL) ? 1 : 0.1);
    }

    private Adapter withProgram(Adapter adapter) {
        var program = options.words("--program");
        return program.isEmpty() ? adapter : adapter.withProgram(program);
    }

    private List<String> databases(Adapter adapter) {
        var chosen = options.words("--databases");
        if (!chosen.isEmpty()) {
            return chosen;
        }
        return options.section() == Section.NODES
                ? List.of(Subject.POSTGRESQL)
                : List.copyOf(adapter.databases().keySet());
    }

    private Run run(Path directory) throws IOException {
        var name = "bench/target/results-" + options.section().word() + "-"
                + Instant.now().toString().replaceAll("[:.]", "-") + ".jsonl";
        return new Run(
                new Journal(Path.of(options.text("--json", root.resolve(name).toString()))),
                directory,
                options.words("--rows"),
                options.workers(),
                options.rounds(),
                options.seconds(),
                options.warmUp(),
                options.quick(),
                progress);
    }

    private Path parent() throws IOException {
        var given = Path.of(options.text("--dir", System.getProperty("java.io.tmpdir")));
        return Files.createDirectories(given).toRealPath();
    }

    private static Path cache() throws IOException {
        var home = System.getenv("XDG_CACHE_HOME");
        var base = home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        return Files.createDirectories(base.resolve("authgate-bench"));
    }

    private static void delete(Path directory) throws IOException {
        var files = new ArrayList<Path>();
        try (var all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(files::add);
        }
        for (var file : files) {
            Files.deleteIfExists(file);
        }
    }
}
