package dev.authgate.cli.terminal;

/** Where a command's words go. Safe for several threads. */
public interface Output {
    /** A line of the result, which a script may read. */
    void result(String line);

    /** The result as it came, without a line's end of our own. */
    void raw(byte[] bytes);

    /** A line for the person. */
    void note(String line);

    /** Shows a line for the person that the next one replaces, with the cursor hidden; only where one can be replaced. */
    void status(String line);

    /** Takes that line away, and gives the cursor back. */
    void endStatus();
}
