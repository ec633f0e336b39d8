package dev.authgate.server.endurance;

import dev.authgate.server.ToldSecrets;
import dev.authgate.server.sql.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Prints whether token requests notice that a million expired rows are removed, as in {@code docs/benchmarks.md}.
 *
 * <p>One server process gets refresh requests at a fixed rate. It cleans up for some seconds, then not, and so on in turn:
 * this program holds the lease of the job meanwhile, as another node would. Each pair of a quiet and a busy stretch gives
 * one ratio of their latencies; the median of the ratios leaves out single disturbances of the machine, and the last line,
 * over all requests of each sort, leaves out nothing.
 *
 * <p>Words: {@code [rows] [seconds a stretch] [pairs] [sqlite|postgresql|both] [options of the server's virtual machine ...]}.
 */
final class CleanupLatency {
    private static final int WORKERS = 4;
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(40);
    private static final List<Integer> PERCENTS = List.of(50, 95, 99);
    private static final int GRANTS = 10_000;
    private static final String HOLD = "UPDATE leases SET holder = 'benchmark', held_until = 9999999999999";
    private static final String LET_GO = "UPDATE leases SET held_until = 0";
    private static final Pattern REMOVED = Pattern.compile("cleanup_removed_access_tokens(?:_total)? ([0-9.E]+)");

    private final PrintStream out = System.out;
    private final int rows;
    private final Duration stretch;
    private final int pairs;
    private final List<String> options;

    private CleanupLatency(int rows, Duration stretch, int pairs, List<String> options) {
        this.options = options;
        this.rows = rows;
        this.stretch = stretch;
        this.pairs = pairs;
    }

    public static void main(String[] words) throws Exception {
        ToldSecrets.stopListening();
        var rows = words.length < 1 ? 1_000_000 : Integer.parseInt(words[0]);
        var seconds = words.length < 2 ? 20 : Integer.parseInt(words[1]);
        var pairs = words.length < 3 ? 9 : Integer.parseInt(words[2]);
        var only = words.length < 4 ? "both" : words[3];
        var options = words.length < 5 ? List.of("-Xmx256m") : List.of(words).subList(4, words.length);
        var program = new CleanupLatency(rows, Duration.ofSeconds(seconds), pairs, options);
        if (!only.equals("postgresql")) {
            program.onSqlite();
        }
        if (!only.equals("sqlite")) {
            program.onPostgresql();
        }
    }

    private void onSqlite() throws Exception {
        var directory = Files.createTempDirectory("authgate-cleanup");
        var database = DatabaseSettings.of("jdbc:sqlite:" + directory.resolve("authgate.db"));
        ServerProcess.start(directory).close();
        fill(
                database,
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)",
                "hex(randomblob(32))");
        try (var server = ServerProcess.start(directory, Map.of(), options)) {
            measure("SQLite", server, database);
        }
    }

    private void onPostgresql() throws Exception {
        try (var postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            var url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
            var database = new DatabaseSettings(url, "postgres", "postgres");
            var directory = Files.createTempDirectory("authgate-cleanup");
            var settings = ServerProcess.settings(database);
            ServerProcess.start(directory, settings).close();
            fill(database, "WITH n (i) AS (SELECT generate_series(1, %d))", "md5(random()::text) || md5(i::text)");
            try (var server = ServerProcess.start(directory, settings, options)) {
                measure("PostgreSQL", server, database);
            }
        }
    }

    private static Connection connection(DatabaseSettings database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private static void execute(DatabaseSettings database, String sql) throws SQLException {
        try (var connection = connection(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Access tokens that ended between yesterday and a year ago, of ten thousand grants that have not. */
    private void fill(DatabaseSettings database, String numbers, String hash) throws SQLException {
        var now = System.currentTimeMillis();
        execute(
                database,
                "INSERT INTO grants (id, user_id, client_id, scopes, status, address, created_at, last_used_at,"
                        + " expires_at) " + numbers.formatted(GRANTS) + " SELECT 'g' || i, (SELECT id FROM users), '"
                        + ServerProcess.CLIENT + "', 'read', 'active', '192.0.2.1', " + now + ", " + now + ", "
                        + (now + Duration.ofDays(30).toMillis()) + " FROM n");
        execute(
                database,
                "INSERT INTO access_tokens (hash, grant_id, scopes, issued_at, expires_at) "
                        + numbers.formatted(rows) + " SELECT " + hash + ", 'g' || (1 + i % " + GRANTS + "), 'read', "
                        + "0, " + (now - Duration.ofDays(1).toMillis())
                        + " - (i * CAST(31536 AS BIGINT)) % 31536000000 FROM n");
    }

    private void measure(String name, ServerProcess server, DatabaseSettings database) throws Exception {
        out.printf(
                "%n%s, %d rows, %d workers, one request each %d ms%n",
                name, rows, WORKERS, BETWEEN_REQUESTS.toMillis());
        out.println("| pair | rows removed | p50 ms quiet, busy, ratio | p95 | p99 |");
        out.println("|---|---|---|---|---|");
        var tokens = refreshTokens(server);
        awaitFirstBatch(server);
        load(server, tokens, Duration.ofSeconds(10));
        var measured = new ArrayList<Pair>();
        for (var number = 1; number <= pairs; number++) {
            measured.add(pair(number, server, database, tokens));
            measured.get(number - 1).print(out, String.valueOf(number));
        }
        out.print("| median of the ratios | |");
        for (var percent : PERCENTS) {
            out.printf(Locale.ROOT, " %.2f |", median(measured, percent));
        }
        out.println();
        Pair.together(measured).print(out, "all requests");
    }

    private static double median(List<Pair> pairs, int percent) {
        var values =
                pairs.stream().mapToDouble(pair -> pair.ratio(percent)).sorted().toArray();
        return values[values.length / 2];
    }

    /** Every other pair begins with the busy stretch, so that what gets faster or slower all the time counts for neither. */
    private Pair pair(int number, ServerProcess server, DatabaseSettings database, List<String> tokens)
            throws Exception {
        var busyFirst = number % 2 == 0;
        var first = stretch(busyFirst, server, database, tokens);
        var second = stretch(!busyFirst, server, database, tokens);
        var pair = busyFirst ? new Pair(second, first) : new Pair(first, second);
        if (pair.quiet().removed() > 0 || pair.busy().removed() == 0) {
            out.printf(
                    "| %d | %d in the quiet, %d in the busy stretch: says nothing |%n",
                    number, pair.quiet().removed(), pair.busy().removed());
        }
        return pair;
    }

    /** Two stretches, one after the other. */
    private record Pair(Stretch quiet, Stretch busy) {
        static Pair together(List<Pair> pairs) {
            return new Pair(
                    Stretch.together(pairs.stream().map(Pair::quiet).toList()),
                    Stretch.together(pairs.stream().map(Pair::busy).toList()));
        }

        double ratio(int percent) {
            return busy.percentile(percent) / quiet.percentile(percent);
        }

        void print(PrintStream out, String name) {
            out.printf("| %s | %d |", name, busy.removed());
            for (var percent : PERCENTS) {
                out.printf(
                        Locale.ROOT,
                        " %.2f, %.2f, %.2f |",
                        quiet.percentile(percent),
                        busy.percentile(percent),
                        ratio(percent));
            }
            out.println();
        }
    }

    /** What was measured in one stretch: sorted nanoseconds. */
    private record Stretch(List<Long> nanos, long removed) {
        static Stretch together(List<Stretch> stretches) {
            return new Stretch(
                    stretches.stream()
                            .flatMap(stretch -> stretch.nanos().stream())
                            .sorted()
                            .toList(),
                    stretches.stream().mapToLong(Stretch::removed).sum());
        }

        double percentile(int percent) {
            return nanos.get((int) Math.min(nanos.size() - 1L, (long) nanos.size() * percent / 100)) / 1e6;
        }
    }

    /** The job asks for its lease once a minute, so the load may have to wait for that. */
    private Stretch stretch(boolean busy, ServerProcess server, DatabaseSettings database, List<String> tokens)
            throws Exception {
        execute(database, busy ? LET_GO : HOLD);
        awaitCleanup(busy, server);
        var before = removed(server);
        var nanos = load(server, tokens, stretch);
        return new Stretch(nanos, removed(server) - before);
    }

    private static void awaitFirstBatch(ServerProcess server) throws IOException, InterruptedException {
        while (removed(server) == 0) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    /** Waits until rows go, or go no more. */
    private static void awaitCleanup(boolean busy, ServerProcess server) throws IOException, InterruptedException {
        var before = removed(server);
        do {
            before = removed(server);
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        } while (removed(server) > before != busy);
    }

    private static long removed(ServerProcess server) throws IOException, InterruptedException {
        var found = REMOVED.matcher(server.metrics());
        return found.find() ? (long) Double.parseDouble(found.group(1)) : 0;
    }

    private static List<String> refreshTokens(ServerProcess server) throws IOException {
        var tokens = new ArrayList<String>();
        try (var wire = server.connect()) {
            var person = Person.signIn(wire);
            for (var i = 0; i < 100; i++) {
                var codes = Device.codes(wire);
                person.approve(wire, codes);
                tokens.add(Device.poll(wire, codes).member("refresh_token"));
            }
        }
        return tokens;
    }

    /** Each worker begins a request at fixed moments; one that is late begins at once and counts from when it was due. */
    private static List<Long> load(ServerProcess server, List<String> tokens, Duration length) throws Exception {
        try (var workers = new Workers(WORKERS)) {
            return workers.run(worker -> requests(server, tokens, worker, length)).stream()
                    .flatMap(List::stream)
                    .sorted()
                    .toList();
        }
    }

    private static List<Long> requests(ServerProcess server, List<String> tokens, int worker, Duration length)
            throws IOException {
        var count = (int) (length.toNanos() / BETWEEN_REQUESTS.toNanos());
        var nanos = new ArrayList<Long>();
        try (var wire = server.connect()) {
            var begin = System.nanoTime() + BETWEEN_REQUESTS.toNanos() * worker / WORKERS;
            for (var i = 0; i < count; i++) {
                var due = begin + BETWEEN_REQUESTS.toNanos() * i;
                for (var early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                var reply = Device.refresh(wire, tokens.get((i * WORKERS + worker) % tokens.size()));
                Unexpected.unless(reply.status() == 200, reply);
                nanos.add(System.nanoTime() - due);
            }
            return nanos;
        }
    }
}
