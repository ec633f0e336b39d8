package dev.authgate.cli.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.regex.Pattern;

/** Writes results to standard output and everything else to standard error, in letters that arrive. */
public final class StreamOutput implements Output {
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String START_OF_LINE = "\r";
    private static final String ERASE_REST = "\u001b[K";
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

    private final PrintStream results;
    private final PrintStream notes;
    private final Terminal terminal;
    private boolean standing;

    /** Writes to these, and closes neither. */
    public StreamOutput(OutputStream results, OutputStream notes, Terminal terminal) {
        var charset = terminal.letters().charset();
        this.results = new PrintStream(results, false, charset);
        this.notes = new PrintStream(notes, false, charset);
        this.terminal = terminal;
    }

    @Override
    public synchronized void result(String line) {
        results.println(terminal.letters().fit(line));
        results.flush();
    }

    @Override
    public synchronized void raw(byte[] bytes) {
        results.write(bytes, 0, bytes.length);
        results.flush();
    }

    @Override
    public synchronized void note(String line) {
        var end = standing ? START_OF_LINE + ERASE_REST : "";
        notes.print(end);
        notes.println(terminal.letters().fit(line));
        notes.flush();
    }

    @Override
    public synchronized void status(String line) {
        if (!terminal.movesCursor()) {
            return;
        }
        var start = standing ? START_OF_LINE : HIDE_CURSOR;
        notes.print(start + cut(terminal.letters().fit(line)) + ERASE_REST);
        notes.flush();
        standing = true;
    }

    /** A line that wraps could not be written over. */
    private String cut(String line) {
        var room = terminal.size().get().columns() - 1;
        var bare = SEQUENCE.matcher(line).replaceAll("");
        return bare.length() <= room ? line : bare.substring(0, room);
    }

    @Override
    public synchronized void endStatus() {
        if (standing) {
            notes.print(START_OF_LINE + ERASE_REST + SHOW_CURSOR);
            notes.flush();
            standing = false;
        }
    }
}
