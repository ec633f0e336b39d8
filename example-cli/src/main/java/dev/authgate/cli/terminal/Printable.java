package dev.authgate.cli.terminal;

/** Words of a server, which could hold anything, made fit for a terminal. */
public final class Printable {
    private Printable() {}

    /** One line without control characters: nothing that moves the cursor, and nothing that turns the text around. */
    public static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    }

    /** The same, but lines stay lines. */
    public static String text(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]+", "");
    }
}
