package dev.authgate.server.endurance;

import dev.authgate.server.sql.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints what polls that wait cost, and how soon they are answered.
 *
 * <p>So many devices wait on one server process, each on a connection of its own. Some are approved, one after the
 * other, and it is measured from the sending of the decision until the tokens have arrived: on the same node, or with
 * two nodes on one PostgreSQL on the other one. The rest wait until their time is over, ask again, and are ended by a
 * stop. Words: {@code [devices] [approvals] [options of the server's virtual machine ...]}.
 */
final class HandOverRates {
    private static final int ASKERS = 8;

    private static final int WARM_UP = 300;

    /** So many begin to wait at the same moment. */
    private static final int TOGETHER = 100;

    private static final long LONGEST_BEGINNING = TimeUnit.SECONDS.toNanos(28);
    private static final String WAITING = "authgate_polls_waiting";

    private final PrintStream out;
    private final int devices;
    private final int approvals;
    private final List<String> options;
    private int refusals;

    private HandOverRates(PrintStream out, int devices, int approvals, List<String> options) {
        this.out = out;
        this.devices = devices;
        this.approvals = approvals;
        this.options = options;
    }

    public static void main(String[] words) throws Exception {
        var devices = words.length < 1 ? 5_000 : Integer.parseInt(words[0]);
        var approvals = words.length < 2 ? 200 : Integer.parseInt(words[1]);
        var options = words.length < 3
                ? List.of("-Xmx256m", "-XX:+UseSerialGC")
                : List.of(words).subList(2, words.length);
        var rates = new HandOverRates(System.out, devices, approvals, options);
        rates.oneNode("SQLite", Map.of());
        try (var postgres = durable()) {
            var url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
            var settings = ServerProcess.settings(new DatabaseSettings(url, "postgres", "postgres"));
            rates.oneNode("PostgreSQL", settings);
            rates.twoNodes("PostgreSQL", settings);
        }
    }

    /** The embedded server is made for tests and would not flush; a benchmark must. */
    private static EmbeddedPostgres durable() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    private void oneNode(String database, Map<String, String> settings) throws Exception {
        try (var server = start(settings)) {
            measure(database + ", one node", server, server);
        }
    }

    private void twoNodes(String database, Map<String, String> settings) throws Exception {
        try (var waitsHere = start(settings);
                var decidedHere = start(settings)) {
            measure(database + ", decided on another node", waitsHere, decidedHere);
        }
    }

    private ServerProcess start(Map<String, String> settings) throws Exception {
        return ServerProcess.start(Files.createTempDirectory("authgate-hand-over"), settings, options);
    }

    private void measure(String title, ServerProcess server, ServerProcess decider) throws Exception {
        out.printf("%n%s; %d devices, server options %s%n", title, devices, options);
        warmUp(server, decider);
        var codes = codes(server);
        print("before", server);
        var waiting = connect(server, codes);
        try {
            var asked = ask(server, waiting);
            print("with " + server.metric(WAITING) + " polls waiting", server);
            approve(decider, waiting.subList(0, approvals));
            var rest = waiting.subList(approvals, devices);
            awaitTime(rest, asked);
            ask(server, rest);
            stop(server, rest);
        } finally {
            for (var device : waiting) {
                device.close();
            }
        }
    }

    /** The virtual machine compiles what is used first; what comes later would pay for it. */
    private static void warmUp(ServerProcess server, ServerProcess decider) throws IOException {
        try (var device = server.connect();
                var browser = decider.connect()) {
            var person = Person.signIn(browser);
            for (var i = 0; i < WARM_UP; i++) {
                var codes = Device.codes(device);
                person.approve(browser, codes);
                var tokens = Device.poll(device, codes);
                Unexpected.unless(tokens.status() == 200, tokens);
            }
        }
    }

    private List<Device.Codes> codes(ServerProcess server) throws Exception {
        var codes = new ConcurrentLinkedQueue<Device.Codes>();
        try (var workers = new Workers(ASKERS)) {
            workers.run(worker -> {
                try (var wire = server.connect()) {
                    for (var i = worker; i < devices; i += ASKERS) {
                        codes.add(Device.codes(wire));
                    }
                    return worker;
                }
            });
        }
        return List.copyOf(codes);
    }

    private static List<WaitingDevice> connect(ServerProcess server, List<Device.Codes> codes) throws IOException {
        var waiting = new ArrayList<WaitingDevice>();
        for (var each : codes) {
            waiting.add(new WaitingDevice(each, server.port()));
        }
        return waiting;
    }

    /** Has all ask, and returns once all of them wait; says when the first one asked. */
    private long ask(ServerProcess server, List<WaitingDevice> waiting) throws Exception {
        var begin = System.nanoTime();
        refusals = 0;
        for (var asked = 0; asked < waiting.size(); ) {
            var next = Math.min(waiting.size(), asked + TOGETHER);
            for (var device : waiting.subList(asked, next)) {
                device.ask();
            }
            asked = next;
            awaitWaiting(server, waiting.subList(0, asked), begin);
        }
        out.printf(
                "all wait after %d ms, %d had to ask twice%n",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin), refusals);
        return begin;
    }

    /** A busy server may answer that it cannot be reached now; then the device asks again, as it should. */
    private void awaitWaiting(ServerProcess server, List<WaitingDevice> asked, long begin) throws Exception {
        while (server.metric(WAITING) < asked.size()) {
            var refused = asked.stream().filter(WaitingDevice::isAnswered).toList();
            for (var device : refused) {
                var outcome = outcome(device);
                if (!outcome.startsWith("temporarily_unavailable")) {
                    throw new IllegalStateException("Not all could begin to wait in time; answered: " + outcome);
                }
                device.ask();
            }
            refusals += refused.size();
            if (System.nanoTime() - begin > LONGEST_BEGINNING) {
                throw new IllegalStateException(server.metric(WAITING) + " of " + asked.size() + " wait");
            }
        }
    }

    private void approve(ServerProcess decider, List<WaitingDevice> some) throws Exception {
        var reader = Executors.newSingleThreadExecutor();
        var micros = new ArrayList<Long>();
        try (var wire = decider.connect()) {
            var person = Person.signIn(wire);
            for (var device : some) {
                micros.add(approve(wire, person, device, reader));
            }
        } finally {
            reader.shutdownNow();
        }
        var sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        out.printf(
                "decision sent to tokens received, %d times: p50 %s ms, p95 %s ms, p99 %s ms, longest %s ms%n",
                sorted.length, millis(sorted, 0.5), millis(sorted, 0.95), millis(sorted, 0.99), millis(sorted, 1));
    }

    private static long approve(Wire wire, Person person, WaitingDevice device, ExecutorService reader)
            throws Exception {
        var shown = person.enter(wire, device.codes());
        var answer = reader.submit(device::answer);
        var sent = System.nanoTime();
        person.approve(wire, device.codes(), shown);
        var tokens = answer.get(40, TimeUnit.SECONDS);
        if (tokens.status() != 200) {
            throw new IllegalStateException("No tokens: " + tokens.outcome());
        }
        return TimeUnit.NANOSECONDS.toMicros(tokens.at() - sent);
    }

    private static String millis(long[] sorted, double share) {
        var index = Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1);
        return String.format("%.1f", sorted[index] / 1000.0);
    }

    private void awaitTime(List<WaitingDevice> rest, long asked) {
        var outcomes = new TreeMap<String, Integer>();
        var seconds = new ArrayList<Double>();
        for (var device : rest) {
            outcomes.merge(outcome(device), 1, Integer::sum);
            seconds.add((System.nanoTime() - asked) / 1e9);
        }
        out.printf(
                "the others were answered %.1f to %.1f s after the first one asked: %s%n",
                seconds.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                seconds.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                outcomes);
    }

    private void stop(ServerProcess server, List<WaitingDevice> rest) throws Exception {
        var told = System.nanoTime();
        server.terminate();
        var outcomes = new TreeMap<String, Integer>();
        for (var device : rest) {
            outcomes.merge(outcome(device), 1, Integer::sum);
        }
        var answered = System.nanoTime() - told;
        var exit = server.exitCode();
        out.printf(
                "a stop: %s, all within %d ms; exit code %d after %d ms%n",
                outcomes,
                TimeUnit.NANOSECONDS.toMillis(answered),
                exit,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - told));
    }

    private static String outcome(WaitingDevice device) {
        try {
            return device.answer().outcome();
        } catch (IOException e) {
            return "connection lost";
        }
    }

    /** Memory and threads, after the garbage was collected. */
    private void print(String when, ServerProcess server) throws Exception {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(server.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        out.printf(
                "%s: resident %d MiB, heap used %d MiB, committed %d MiB; %s threads, %d open files%n",
                when,
                Long.parseLong(status(server, "VmRSS").replaceAll("\\D", "")) / 1024,
                server.metric("authgate_jvm_memory_heap_used") >> 20,
                server.metric("authgate_jvm_memory_heap_committed") >> 20,
                status(server, "Threads"),
                openFiles(server));
    }

    private static String status(ServerProcess server, String name) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + server.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .collect(Collectors.joining());
        }
    }

    private static long openFiles(ServerProcess server) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            return files.count();
        }
    }
}
