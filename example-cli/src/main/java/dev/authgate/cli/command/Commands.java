package dev.authgate.cli.command;

import dev.authgate.cli.settings.Durations;
import dev.authgate.cli.terminal.Ink;
import dev.authgate.cli.terminal.Stream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Runs what was typed, and turns how it went into an exit code. */
public final class Commands {
    private final Surroundings around;

    /** Commands in these surroundings. */
    public Commands(Surroundings around) {
        this.around = around;
    }

    /** Runs the words, and tells the exit code; never throws. */
    public int run(String... words) {
        var help = new StringWriter();
        var exit = commandLine(help).execute(words);
        if (!help.toString().isEmpty()) {
            around.output().result(help.toString().stripTrailing());
        }
        return exit;
    }

    private CommandLine commandLine(StringWriter help) {
        var line = new CommandLine(new RootCommand());
        List.of(
                        new LoginCommand(around),
                        new StatusCommand(around),
                        new WhoamiCommand(around),
                        new TokenCommand(around),
                        new CallCommand(around),
                        new RefreshCommand(around),
                        new LogoutCommand(around),
                        new SessionsCommand(around),
                        new DoctorCommand(around),
                        new CompletionCommand(around))
                .forEach(line::addSubcommand);
        var coloured = around.terminal().ink(Stream.RESULTS) == Ink.ANSI ? Help.Ansi.ON : Help.Ansi.OFF;
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setColorScheme(Help.defaultColorScheme(coloured))
                .registerConverter(Duration.class, new TimeConverter())
                .setOut(new PrintWriter(help, true))
                .setParameterExceptionHandler((wrong, words) -> tell(wrong))
                .setExecutionExceptionHandler((fault, command, parsed) -> tell(fault, parsed));
    }

    private int tell(ParameterException wrong) {
        var command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        var hint = "See: " + command + " --help";
        new Failure(ExitCode.USAGE, "usage", String.valueOf(wrong.getMessage()), hint, null).tell(around);
        return ExitCode.USAGE.number();
    }

    private int tell(Exception fault, ParseResult parsed) {
        var failure = Failure.of(fault);
        if (isForPrograms(parsed)) {
            around.output().result(failure.json());
        } else {
            failure.tell(around);
        }
        return failure.exit().number();
    }

    private static boolean isForPrograms(ParseResult parsed) {
        return parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("--json");
    }

    /** A time that cannot be read is a word that was typed wrongly. */
    private static final class TimeConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }
}
