package dev.authgate.cli.command;

/** A command that cannot go on, with what the person can do about it. */
final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exit;
    private final String hint;

    CommandException(ExitCode exit, String message, String hint) {
        super(message);
        this.exit = exit;
        this.hint = hint;
    }

    ExitCode exit() {
        return exit;
    }

    String hint() {
        return hint;
    }
}
