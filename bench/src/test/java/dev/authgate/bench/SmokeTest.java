package dev.authgate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.authgate.bench.host.PostgresStore;
import dev.authgate.bench.report.Entry;
import dev.authgate.bench.report.Journal;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs everything that the benchmark can do, for moments, against the server of this build. No number is judged. */
@DisplayName("The benchmark against this server")
class SmokeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @Test
    void measures_every_row_and_renews_the_document() throws Exception {
        var document = Files.writeString(directory.resolve("doc.md"), "# Numbers\n");

        var entries = run("--databases", "sqlite", "--doc", document.toString());

        assertThat(rows(entries).map(Entry.Row::row))
                .containsExactly(
                        "echo",
                        "device requests",
                        "pending polls",
                        "whole flows",
                        "requests of flows",
                        "refresh",
                        "tokeninfo",
                        "introspection",
                        "revocation",
                        "mixed");
        assertThat(rows(entries)).allSatisfy(SmokeTest::went);
        assertThat(entries)
                .hasAtLeastOneElementOfType(Entry.Machine.class)
                .hasAtLeastOneElementOfType(Entry.Start.class)
                .hasAtLeastOneElementOfType(Entry.Memory.class)
                .hasAtLeastOneElementOfType(Entry.Size.class)
                .hasAtLeastOneElementOfType(Entry.Commits.class);
        assertThat(document).content().startsWith("# Numbers").contains("| whole flows | 4 |");
    }

    @Test
    void compares_a_full_database_with_an_empty_one() throws Exception {
        var entries = run("--growth", "--databases", "sqlite", "--rows", "refresh");

        assertThat(rows(entries).map(Entry.Row::state)).containsExactly("empty", "grown");
        assertThat(rows(entries)).allSatisfy(SmokeTest::went);
        assertThat(entries).hasAtLeastOneElementOfType(Entry.Filled.class);
    }

    @Test
    void measures_two_nodes_on_postgresql_and_kills_one() throws Exception {
        assumeTrue(postgresIsRequired() || postgresRuns(), "PostgreSQL cannot run here");

        var entries = run("--two-nodes", "--rows", "tokeninfo");

        assertThat(rows(entries).map(Entry.Row::nodes)).containsExactly(1, 2);
        assertThat(rows(entries)).allSatisfy(SmokeTest::went);
        assertThat(entries).hasAtLeastOneElementOfType(Entry.Loss.class);
    }

    private static boolean postgresIsRequired() {
        return "true".equals(System.getenv("AUTHGATE_REQUIRE_ALL"));
    }

    private boolean postgresRuns() throws SQLException {
        try (var store = PostgresStore.start(directory)) {
            return store.bytes() > 0;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    private List<Entry> run(String... more) throws Exception {
        var json = directory.resolve("results.jsonl");
        var words = new ArrayList<>(List.of("--quick", "--workers", "4", "--warm-up", "1"));
        words.addAll(List.of("--against", adapter().toString(), "--program", program()));
        words.addAll(List.of("--json", json.toString(), "--dir", directory.toString()));
        words.addAll(List.of(more));
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        new Bench(ROOT, new Options(words), silent, silent).run();
        return Journal.read(json);
    }

    /** The adapter of this server, with one user in place of several: each takes the start of a virtual machine. */
    private Path adapter() throws IOException {
        var copy = directory.resolve("adapters");
        Files.createDirectories(copy);
        try (var files = Files.list(ROOT.resolve("bench/adapters"))) {
            for (var file : files.toList()) {
                var text = Files.readString(file).replace("count: 4", "count: 1");
                Files.writeString(copy.resolve(file.getFileName()), text);
            }
        }
        return copy.resolve("authgate.yml");
    }

    /** The server as this build has compiled it, which may not have packaged it yet. */
    private static String program() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        return java + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -cp " + classPath()
                + " dev.authgate.server.AuthGate";
    }

    /** Without the benchmark's own way of saying nothing: the server has a log. */
    private static String classPath() {
        var all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> !entry.contains("slf4j-nop"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<Entry.Row> rows(List<Entry> entries) {
        return entries.stream().filter(Entry.Row.class::isInstance).map(Entry.Row.class::cast);
    }

    private static void went(Entry.Row row) {
        assertThat(row.count()).as(row.row()).isPositive();
        assertThat(row.failures()).as(row.row()).isEmpty();
    }
}
