package dev.authgate.cli.terminal;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the terminal can do, worked out once.
 *
 * @param shown the streams that lead to a terminal
 * @param letters which letters arrive
 * @param colours when colours are used
 * @param dumb whether it can only write line after line
 * @param size asked for when it is needed, because asking takes another program
 */
public record Terminal(Set<Stream> shown, Letters letters, Colours colours, boolean dumb, Supplier<Size> size) {
    /**
     * What there is to know before any rule is applied.
     *
     * @param environment the environment variables
     * @param system the operating system's name, as Java tells it
     * @param encoding the encoding that the Java machine found
     * @param terminals the streams that lead to a terminal
     * @param size finds the size
     */
    public record Facts(
            Map<String, String> environment,
            String system,
            String encoding,
            Set<Stream> terminals,
            Supplier<Size> size) {}

    /** Applies the rules to the facts. */
    public static Terminal of(Facts facts) {
        var environment = facts.environment();
        return new Terminal(
                Set.copyOf(facts.terminals()),
                Letters.of(environment, facts.encoding()),
                Colours.of(environment, facts.system()),
                "dumb".equals(environment.get("TERM")),
                facts.size());
    }

    /** Whether somebody sees this stream. */
    public boolean shows(Stream stream) {
        return shown.contains(stream);
    }

    /** Whether a line for the person can be written over. */
    public boolean movesCursor() {
        return shows(Stream.NOTES) && !dumb;
    }

    /** The colours for a stream. */
    public Ink ink(Stream stream) {
        return switch (colours) {
            case NEVER -> Ink.NONE;
            case ON_TERMINALS -> shows(stream) ? Ink.ANSI : Ink.NONE;
            case ALWAYS -> Ink.ANSI;
        };
    }
}
