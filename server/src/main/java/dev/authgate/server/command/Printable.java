package dev.authgate.server.command;

/** Text of others on a terminal: control characters could move the cursor or hide lines. */
final class Printable {
    private Printable() {}

    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]", "?");
    }
}
