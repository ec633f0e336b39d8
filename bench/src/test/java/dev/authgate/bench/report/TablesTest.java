package dev.authgate.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Tables made of lines of JSON")
class TablesTest {
    private static final Entry.Subject SUBJECT =
            new Entry.Subject("AuthGate", "", "sqlite", "SQLite 3", "17.0.1", Map.of());

    @TempDir
    Path directory;

    @Test
    void show_the_median_of_the_rounds_and_the_share_of_the_echo() {
        var text = new Tables(List.of(
                        SUBJECT,
                        row("echo", "empty", 1, 1, 1000),
                        row("refresh", "empty", 1, 1, 100),
                        row("refresh", "empty", 1, 2, 900),
                        row("refresh", "empty", 1, 3, 250)))
                .text();

        assertThat(text).contains("| refresh | 16 | 250 | 100–900 |").contains("| 0.25 | 6 × 503 |");
    }

    @Test
    void compare_a_full_database_with_an_empty_one() {
        var text = new Tables(List.of(
                        SUBJECT,
                        row("refresh", "empty", 1, 1, 100),
                        row("refresh", "grown", 1, 1, 50),
                        new Entry.Filled("sqlite", 10, 50, 100, 1, 0.5)))
                .text();

        assertThat(text).contains("| refresh | 16 | 100 | 50 |").contains("| 2.00 | 2 × 503 |");
    }

    @Test
    void compare_two_nodes_with_one_and_tell_what_a_dying_one_costs() {
        var text = new Tables(List.of(
                        SUBJECT,
                        row("refresh", "empty", 1, 1, 100),
                        row("refresh", "empty", 2, 1, 170),
                        new Entry.Loss("sqlite", 16, 200, 90, 9, Map.of("EOFException", 9L), 120, 33)))
                .text();

        assertThat(text).contains("| refresh | 16 | 100 | 170 |").contains("| 9: 9 × EOFException | 120 ms |");
    }

    @Test
    void are_the_same_when_the_lines_have_been_to_a_file() throws IOException {
        var journal = new Journal(directory.resolve("deep/results.jsonl"));
        journal.add(SUBJECT);
        journal.add(row("refresh", "empty", 1, 1, 100));
        journal.add(new Entry.Commits("sqlite", 1, 16, 1, 5000));
        journal.add(new Entry.Start("sqlite", "empty database", 1.5));

        var read = Journal.read(journal.file());

        assertThat(read).isEqualTo(journal.entries());
        assertThat(new Tables(read).text()).contains("1.50 s").contains("5000 rows/s");
    }

    /** A row whose p99 grows as its rate falls. */
    private static Entry.Row row(String name, String state, int nodes, int round, double rate) {
        var failures = name.equals("echo") ? Map.<String, Long>of() : Map.of("503", 2L);
        return new Entry.Row(
                "sqlite",
                state,
                nodes,
                name,
                "operation",
                16,
                round,
                1,
                100,
                rate,
                1,
                2,
                1000 / rate,
                20,
                failures,
                1,
                2,
                3,
                0);
    }
}
