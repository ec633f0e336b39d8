package dev.authgate.server.endurance;

import dev.authgate.server.ToldSecrets;
import dev.authgate.server.sql.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints how fast a server is, as the table in {@code docs/benchmarks.md}.
 *
 * <p>One server process is loaded over loopback by 1, 16 and 100 workers with a kept-alive connection each, first on
 * SQLite, then on PostgreSQL, and this program shares the processors with both. Words: {@code [seconds per row] [options
 * of the server's virtual machine ...]}, for example {@code 5 -Xmx256m}.
 */
final class LoadRates {
    private static final List<Integer> WORKERS = List.of(1, 16, 100);
    private static final int PERSONS = 4;
    private static final int POLLED_CODES = 12_000;
    private static final int CHECKED_TOKENS = 200;

    /** What a poll must keep between itself and the one before: the interval of the server under load, and a little. */
    private static final Duration PACE = Duration.ofMillis(1_050);

    private final PrintStream out;
    private final Duration length;
    private final List<String> options;

    private LoadRates(PrintStream out, Duration length, List<String> options) {
        this.out = out;
        this.length = length;
        this.options = options;
    }

    public static void main(String[] words) throws Exception {
        ToldSecrets.stopListening();
        var seconds = words.length == 0 ? 5 : Integer.parseInt(words[0]);
        var options = words.length < 2 ? List.of("-Xmx256m") : List.of(words).subList(1, words.length);
        var rates = new LoadRates(System.out, Duration.ofSeconds(seconds), options);
        rates.measure("SQLite", Map.of());
        try (var postgres = durable()) {
            var url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
            var database = new DatabaseSettings(url, "postgres", "postgres");
            rates.measure("PostgreSQL", ServerProcess.settings(database));
        }
    }

    /** The embedded server is made for tests and would not flush; a benchmark must. */
    static EmbeddedPostgres durable() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    private void measure(String database, Map<String, String> settings) throws Exception {
        var directory = Files.createTempDirectory("authgate-load");
        var all = new HashMap<>(settings);
        all.put("POLLING_INTERVAL", "1s");
        var first = startTime(directory, all);
        var again = startTime(directory, all);
        try (var server = ServerProcess.start(directory, all, options)) {
            out.printf("%n%s, server options %s%n", database, options);
            out.printf("start to the first 200 on /health: %d ms, with tables in place %d ms%n", first, again);
            out.printf("| what | workers | per second | p50 ms | p95 ms | p99 ms | other answers |%n");
            out.printf("|---|---|---|---|---|---|---|%n");
            rows(server);
            memory(server);
        }
    }

    private long startTime(Path directory, Map<String, String> settings) throws Exception {
        var before = System.nanoTime();
        var server = ServerProcess.start(directory, settings, options);
        var took = Duration.ofNanos(System.nanoTime() - before);
        server.close();
        return took.toMillis();
    }

    private void rows(ServerProcess server) throws Exception {
        var persons = new ConcurrentLinkedQueue<Person>();
        try (var wire = server.connect()) {
            for (var i = 0; i < PERSONS; i++) {
                persons.add(Person.signIn(wire));
            }
        }
        var browsers = List.copyOf(persons);
        var tokens = tokens(server, browsers.get(0));
        // The virtual machine compiles while it is first used; the first rows would pay for all.
        run(server, 16, Duration.ofSeconds(5), (wire, worker) -> connect(wire, browsers.get(worker % PERSONS)));
        row(server, "device requests", (wire, worker) -> Device.ask(wire));
        pendingPolls(server);
        row(server, "whole flows", (wire, worker) -> connect(wire, browsers.get(worker % PERSONS)));
        var next = new AtomicInteger();
        row(server, "tokeninfo", (wire, worker) -> {
            var token = tokens.get(Math.floorMod(next.getAndIncrement(), tokens.size()));
            return Device.tokenInfo(wire, token);
        });
    }

    private static List<String> tokens(ServerProcess server, Person person) throws IOException {
        var tokens = new ConcurrentLinkedQueue<String>();
        try (var wire = server.connect()) {
            for (var i = 0; i < CHECKED_TOKENS; i++) {
                tokens.add(connect(wire, person).member("access_token"));
            }
        }
        return List.copyOf(tokens);
    }

    private static Reply connect(Wire wire, Person person) throws IOException {
        var codes = Device.codes(wire);
        person.approve(wire, codes);
        return Device.poll(wire, codes);
    }

    /** Each code is polled no sooner than the interval allows, whoever polls it. */
    private void pendingPolls(ServerProcess server) throws Exception {
        var waiting = new LinkedBlockingQueue<Waiting>();
        try (var devices = new Workers(16)) {
            devices.run(worker -> {
                try (var wire = server.connect()) {
                    for (var i = 0; i < POLLED_CODES / 16; i++) {
                        waiting.add(new Waiting(Device.codes(wire), System.nanoTime()));
                    }
                    return worker;
                }
            });
        }
        row(server, "pending polls", (wire, worker) -> pollNext(wire, waiting));
    }

    /** A code and when it may be polled. */
    private record Waiting(Device.Codes codes, long due) {}

    private static Reply pollNext(Wire wire, BlockingQueue<Waiting> waiting) throws IOException {
        var next = waiting.remove();
        for (var early = next.due() - System.nanoTime(); early > 0; early = next.due() - System.nanoTime()) {
            LockSupport.parkNanos(early);
        }
        var reply = Device.poll(wire, next.codes());
        waiting.add(new Waiting(next.codes(), System.nanoTime() + PACE.toNanos()));
        return reply;
    }

    /** One thing that a worker does, again and again. */
    private interface Step {
        Reply take(Wire wire, int worker) throws IOException;
    }

    private void row(ServerProcess server, String what, Step step) throws Exception {
        for (int workers : WORKERS) {
            var tally = run(server, workers, length, step);
            out.println(tally.row(what, workers, length));
        }
    }

    private static Tally run(ServerProcess server, int count, Duration length, Step step) throws Exception {
        try (var workers = new Workers(count)) {
            var end = System.nanoTime() + length.toNanos();
            var all = new Tally();
            workers.run(worker -> repeat(server, worker, end, step)).forEach(all::add);
            return all;
        }
    }

    private static Tally repeat(ServerProcess server, int worker, long end, Step step) {
        var tally = new Tally();
        try (var wire = server.connect()) {
            for (var before = System.nanoTime(); before < end; before = System.nanoTime()) {
                var outcome = outcome(wire, worker, step);
                tally.count(outcome, System.nanoTime() - before);
            }
        }
        return tally;
    }

    private static String outcome(Wire wire, int worker, Step step) {
        try {
            return step.take(wire, worker).outcome();
        } catch (Unexpected e) {
            return e.reply().outcome();
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** Resident memory as the kernel counts it, now and at its highest, and the heap as the server counts it. */
    private void memory(ServerProcess server) throws IOException, InterruptedException {
        try (var lines = Files.lines(Path.of("/proc/" + server.pid() + "/status"))) {
            lines.filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS") || line.startsWith("Rss"))
                    .forEach(out::println);
        }
        server.metrics()
                .lines()
                .filter(line -> line.matches("[a-z_]*jvm_memory_(heap|non_heap)_(used|committed) .*"))
                .forEach(out::println);
    }
}
