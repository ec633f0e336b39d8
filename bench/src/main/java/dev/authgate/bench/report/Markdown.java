package dev.authgate.bench.report;

import java.util.Locale;

/** A text in Markdown that grows line by line. */
final class Markdown {
    private final StringBuilder text = new StringBuilder();

    /** A line with numbers and words in place, as {@link String#format} puts them. */
    void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    /** The head of a table, with an empty line before it. */
    void head(String... columns) {
        text.append('\n');
        row(columns);
        text.append("|---".repeat(columns.length)).append("|\n");
    }

    void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    @Override
    public String toString() {
        return text.toString().strip();
    }
}
