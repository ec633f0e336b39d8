package dev.authgate.cli.terminal;

/** Colours and weight, or the bare text. */
public enum Ink {
    /** The bare text. */
    NONE,
    /** Escape sequences of ECMA-48. */
    ANSI;

    /** Stands out. */
    public String bold(String text) {
        return with("1", text);
    }

    /** Stands back. */
    public String dim(String text) {
        return with("2", text);
    }

    /** Stands out most: bold, in reversed colours. */
    public String loud(String text) {
        return with("1;7", text);
    }

    /** All is well. */
    public String green(String text) {
        return with("32", text);
    }

    /** Look at this. */
    public String yellow(String text) {
        return with("33", text);
    }

    /** Not well. */
    public String red(String text) {
        return with("31", text);
    }

    /** Black on white, whatever the terminal's own colours are. */
    String blackOnWhite(String text) {
        return with("38;5;16;48;5;231", text);
    }

    private String with(String code, String text) {
        return switch (this) {
            case NONE -> text;
            case ANSI -> "\u001b[" + code + "m" + text + "\u001b[0m";
        };
    }
}
