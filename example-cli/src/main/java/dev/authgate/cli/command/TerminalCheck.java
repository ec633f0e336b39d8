package dev.authgate.cli.command;

import dev.authgate.cli.terminal.Browser;
import dev.authgate.cli.terminal.Ink;
import dev.authgate.cli.terminal.Letters;
import dev.authgate.cli.terminal.Size;
import dev.authgate.cli.terminal.Stream;
import java.util.List;

/** What a sign-in can show here, and whether it opens a browser. */
record TerminalCheck(Surroundings around) {
    List<Check> run() {
        return List.of(terminal(), letters(), browser());
    }

    private Check terminal() {
        var terminal = around.terminal();
        if (!terminal.shows(Stream.NOTES)) {
            return Check.warn(
                    "terminal", "standard error is not one", "A sign-in prints one plain line; use --json in scripts.");
        }
        if (!terminal.movesCursor()) {
            return Check.warn("terminal", "TERM=dumb", "A sign-in prints plain lines: no QR code, no time left.");
        }
        var size = terminal.size().get();
        var room = size.equals(Size.UNKNOWN) ? "of unknown size" : size.columns() + " x " + size.rows();
        return Check.ok(
                "terminal", room + (terminal.ink(Stream.NOTES) == Ink.ANSI ? ", with colours" : ", without colours"));
    }

    private Check letters() {
        return around.terminal().letters() == Letters.UNICODE
                ? Check.ok("letters", "UTF-8, a QR code can be drawn")
                : Check.warn(
                        "letters",
                        "plain ASCII, by the locale",
                        "For a QR code set LC_ALL to a UTF-8 locale, or use login --qr=ascii.");
    }

    private Check browser() {
        var browser = around.machine().browser();
        return browser instanceof Browser.Found
                ? Check.ok("browser", "opened by " + browser.finding())
                : Check.ok("browser", "not opened here: " + browser.finding());
    }
}
