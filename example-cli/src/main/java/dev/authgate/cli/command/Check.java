package dev.authgate.cli.command;

import dev.authgate.cli.terminal.Ink;
import java.util.Locale;

/**
 * One thing that the doctor has looked at.
 *
 * @param subject what it is
 * @param grade how it is
 * @param finding what was found
 * @param advice what to do about it; may be empty
 * @param exit how the program ends because of it
 */
record Check(String subject, Grade grade, String finding, String advice, ExitCode exit) {
    /** How something is. */
    enum Grade {
        OK,
        WARN,
        FAIL;

        String word(Ink ink) {
            return switch (this) {
                case OK -> ink.green("ok  ");
                case WARN -> ink.yellow("warn");
                case FAIL -> ink.red("fail");
            };
        }
    }

    static Check ok(String subject, String finding) {
        return new Check(subject, Grade.OK, finding, "", ExitCode.OK);
    }

    static Check warn(String subject, String finding, String advice) {
        return new Check(subject, Grade.WARN, finding, advice, ExitCode.OK);
    }

    static Check fail(String subject, Exception fault) {
        var failure = Failure.of(fault);
        return new Check(subject, Grade.FAIL, failure.message(), failure.hint(), failure.exit());
    }

    String line(Ink ink) {
        return grade.word(ink) + "  " + ink.bold(subject) + ": " + finding
                + (advice.isEmpty() ? "" : "\n        " + advice);
    }

    String json() {
        return new Report()
                .with("check", subject)
                .with("grade", grade.name().toLowerCase(Locale.ROOT))
                .with("finding", finding)
                .with("advice", advice.isEmpty() ? null : advice)
                .json();
    }
}
