package dev.authgate.server.config;

/** How many letters have to be added, left out or changed to make one word of another (Levenshtein). */
final class EditDistance {
    private EditDistance() {}

    static int between(String from, String to) {
        var row = new int[to.length() + 1];
        for (var column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (var line = 1; line <= from.length(); line++) {
            row = next(row, from.charAt(line - 1), to);
        }
        return row[to.length()];
    }

    private static int[] next(int[] above, char letter, String to) {
        var row = new int[above.length];
        row[0] = above[0] + 1;
        for (var column = 1; column < row.length; column++) {
            var change = above[column - 1] + (letter == to.charAt(column - 1) ? 0 : 1);
            row[column] = Math.min(change, 1 + Math.min(above[column], row[column - 1]));
        }
        return row;
    }
}
