package dev.authgate.cli.command;

import dev.authgate.cli.terminal.Ink;
import dev.authgate.cli.terminal.Printable;
import dev.authgate.cli.terminal.Stream;
import dev.authgate.cli.terminal.TimeLeft;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a command found out: a table on a terminal, one line of {@code name=value} in a pipe, or an object of JSON. */
final class Report {
    private final List<Row> rows = new ArrayList<>();

    private record Row(String name, String label, Object value) {}

    /** Adds a finding for programs alone; none if there is no value. */
    Report with(String name, @Nullable Object value) {
        return with(name, "", value);
    }

    /** Adds a finding; none if there is no value. */
    Report with(String name, String label, @Nullable Object value) {
        if (value != null) {
            rows.add(new Row(name, label, value));
        }
        return this;
    }

    /** Prints it as it is wanted. */
    void print(Surroundings around, Form form) {
        switch (form) {
            case JSON -> around.output().result(json());
            case WORDS -> printWords(around);
        }
    }

    private void printWords(Surroundings around) {
        if (!around.terminal().shows(Stream.RESULTS)) {
            around.output().result(line());
            return;
        }
        var ink = around.terminal().ink(Stream.RESULTS);
        var now = around.time().now();
        var width = rows.stream().mapToInt(row -> row.label().length()).max().orElse(0);
        for (var row : rows) {
            around.output().result(pad(row.label(), width, ink) + "  " + words(row.value(), now));
        }
    }

    private static String pad(String label, int width, Ink ink) {
        return ink.dim(label) + " ".repeat(width - label.length());
    }

    private static String words(Object value, Instant now) {
        if (value instanceof Instant time) {
            var left = Duration.between(now, time);
            var distance = left.isNegative() ? TimeLeft.about(left.negated()) + " ago" : "in " + TimeLeft.about(left);
            return time.truncatedTo(ChronoUnit.SECONDS) + " (" + distance + ")";
        }
        if (value instanceof Boolean truth) {
            return truth ? "yes" : "no";
        }
        return Printable.line(text(value));
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : value.toString();
    }

    private String line() {
        return rows.stream()
                .map(row -> row.name() + "=" + quoted(Printable.line(text(row.value()))))
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String text) {
        return text.isEmpty() || text.contains(" ") || text.contains("\"")
                ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : text;
    }

    /** One object of JSON. */
    String json() {
        var members = new LinkedHashMap<String, Object>();
        rows.forEach(row -> members.put(row.name(), row.value()));
        return JsonLine.of(members);
    }
}
