package dev.authgate.cli.command;

import dev.authgate.cli.settings.SettingException;
import dev.authgate.cli.terminal.Printable;
import dev.authgate.cli.terminal.Stream;
import dev.authgate.sdk.OAuthException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a command did not do what it was asked, in words for a person and for a script.
 *
 * @param exit how it ends
 * @param code what went wrong, in one word
 * @param message what went wrong
 * @param hint what can be done about it; may be empty
 * @param requestId the server's number for the request, for its operator
 */
record Failure(
        ExitCode exit,
        String code,
        String message,
        String hint,
        @Nullable String requestId) {
    static Failure of(Exception fault) {
        if (fault instanceof OAuthException oauth) {
            return of(oauth);
        }
        if (fault instanceof CommandException command) {
            return new Failure(command.exit(), command.exit().word(), message(command), command.hint(), null);
        }
        if (fault instanceof SettingException setting) {
            return new Failure(ExitCode.USAGE, "configuration", message(setting), "", null);
        }
        var unexpected = fault.getClass().getSimpleName() + ": " + message(fault);
        return new Failure(ExitCode.FAULT, "unexpected", unexpected, "This is a defect: please report it.", null);
    }

    private static Failure of(OAuthException fault) {
        var hint = fault.code() == OAuthException.Code.LOGIN_REQUIRED
                ? "Sign in: " + Program.NAME + " login"
                : fault.hint();
        return new Failure(
                ExitCode.of(fault.code()),
                fault.code().name().toLowerCase(Locale.ROOT),
                message(fault),
                hint,
                fault.requestId().orElse(null));
    }

    private static String message(Exception fault) {
        return Printable.line(String.valueOf(fault.getMessage()));
    }

    /** Two lines for a person: what, and what to do. */
    void tell(Surroundings around) {
        var ink = around.terminal().ink(Stream.NOTES);
        around.output().note(ink.red(Program.NAME + ":") + " " + message);
        if (!hint.isEmpty()) {
            around.output().note("  " + hint);
        }
        if (requestId != null) {
            around.output().note("  The server's number for the request: " + Printable.line(requestId));
        }
    }

    /** One object for a script. */
    String json() {
        return new Report()
                .with("event", "error")
                .with("error", code)
                .with("message", message)
                .with("hint", hint.isEmpty() ? null : hint)
                .with("request_id", requestId)
                .with("exit_code", exit.number())
                .json();
    }
}
