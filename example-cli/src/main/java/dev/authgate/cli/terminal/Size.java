package dev.authgate.cli.terminal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How much a terminal shows.
 *
 * @param columns letters in a line
 * @param rows lines
 */
public record Size(int columns, int rows) {
    /** What a terminal that does not tell its size is taken to have: nothing is left out for want of room. */
    public static final Size UNKNOWN = new Size(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final Pattern STTY = Pattern.compile("([1-9][0-9]{0,4}) ([1-9][0-9]{0,4})\\s*");

    /** Reads what {@code stty size} prints: lines, then columns. */
    public static Optional<Size> printedByStty(String text) {
        var match = STTY.matcher(text);
        return match.matches()
                ? Optional.of(new Size(Integer.parseInt(match.group(2)), Integer.parseInt(match.group(1))))
                : Optional.empty();
    }

    boolean holds(int neededColumns, int neededRows) {
        return columns >= neededColumns && rows >= neededRows;
    }
}
