package dev.authgate.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What shall be measured, as the words of the command line say. */
final class Options {
    static final String USAGE = """
            Usage: bench/run [option ...]

              Measures a server and writes a line of JSON for each result. A full run also renews its section of
              docs/benchmarks.md; a quick one only prints the tables.

              --quick               a minute or two for each database, one round: to see whether all works
              --against FILE        the adapter of the server (authgate.yml); those in bench/adapters need no path
              --databases A,B       which of the adapter's databases (all)
              --growth              instead: the same rates with a database that has been filled
              --scale FACTOR        with --growth: how full, 1 being 1,000,000 users (1 on PostgreSQL, 0.1 on SQLite)
              --two-nodes           instead: two servers on one PostgreSQL, one of which is killed
              --rows A,B            only these rows, such as "device requests,refresh"
              --workers N,N         how many at once (1,16,100)
              --seconds N           how long each row is measured (3)
              --rounds N            how often (3)
              --warm-up N           seconds before the first round (30)
              --java-opts OPTIONS   JAVA_OPTS for the server
              --env NAME=VALUE      another variable for the server; may be repeated
              --program WORDS       what starts the server, instead of the adapter's own program
              --dir DIRECTORY       where data is kept while it runs: the disk that is measured
              --json FILE           where the lines of JSON go (bench/target/results-….jsonl)
              --doc FILE            renew the section of this document, also after a quick run
              --no-doc              do not
              --report FILE         measure nothing; make the tables from lines of JSON
            """;

    private static final Set<String> FLAGS = Set.of("--quick", "--growth", "--two-nodes", "--no-doc", "--help");
    private static final Set<String> VALUES = Set.of(
            "--against",
            "--databases",
            "--scale",
            "--rows",
            "--workers",
            "--seconds",
            "--rounds",
            "--warm-up",
            "--java-opts",
            "--env",
            "--program",
            "--dir",
            "--json",
            "--doc",
            "--report");

    private final Set<String> flags = new TreeSet<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    /**
     * Reads the words.
     *
     * @throws IllegalArgumentException they are not understood; the message says why
     */
    Options(List<String> words) {
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            var word = left.remove();
            if (FLAGS.contains(word)) {
                flags.add(word);
            } else if (!VALUES.contains(word)) {
                throw new IllegalArgumentException("unknown option " + word + "; --help lists all");
            } else if (left.isEmpty()) {
                throw new IllegalArgumentException(word + " needs a value");
            } else if (word.equals("--env")) {
                addEnvironment(left.remove());
            } else {
                values.put(word, left.remove());
            }
        }
    }

    private void addEnvironment(String text) {
        var equals = text.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException("--env needs NAME=VALUE, not " + text);
        }
        environment.put(text.substring(0, equals), text.substring(equals + 1));
    }

    boolean help() {
        return flags.contains("--help");
    }

    boolean quick() {
        return flags.contains("--quick");
    }

    Section section() {
        if (flags.contains("--growth") && flags.contains("--two-nodes")) {
            throw new IllegalArgumentException("--growth and --two-nodes are runs of their own");
        }
        return flags.contains("--growth")
                ? Section.GROWTH
                : flags.contains("--two-nodes") ? Section.NODES : Section.RATES;
    }

    /** Whether a document shall be renewed, and which. */
    List<Path> documents(Path usual) {
        var given = values.get("--doc");
        if (given != null) {
            return List.of(Path.of(given));
        }
        return flags.contains("--no-doc") || quick() ? List.of() : List.of(usual);
    }

    String text(String option, String otherwise) {
        return values.getOrDefault(option, otherwise);
    }

    List<String> words(String option) {
        return Arrays.stream(text(option, "").split(option.equals("--program") ? " +" : ",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    List<Integer> workers() {
        var numbers = new ArrayList<Integer>();
        for (var word : text("--workers", "1,16,100").split(",", -1)) {
            numbers.add(positive("--workers", word.strip()));
        }
        return numbers;
    }

    Duration seconds() {
        return Duration.ofSeconds(positive("--seconds", text("--seconds", quick() ? "1" : "3")));
    }

    Duration warmUp() {
        return Duration.ofSeconds(positive("--warm-up", text("--warm-up", quick() ? "8" : "30")));
    }

    int rounds() {
        return positive("--rounds", text("--rounds", quick() ? "1" : "3"));
    }

    double scale(double otherwise) {
        var text = text("--scale", Double.toString(otherwise));
        try {
            var scale = Double.parseDouble(text);
            if (scale > 0 && scale <= 10) {
                return scale;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("--scale must be a number above 0 and up to 10, not " + text);
    }

    private static int positive(String option, String text) {
        try {
            var number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(option + " must be a whole number above 0, not " + text);
    }

    Map<String, String> environment() {
        var all = new LinkedHashMap<>(environment);
        var options = values.get("--java-opts");
        if (options != null) {
            all.put("JAVA_OPTS", options);
        }
        return all;
    }
}
