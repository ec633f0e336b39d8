package dev.authgate.cli;

import dev.authgate.cli.command.Commands;
import dev.authgate.cli.command.Surroundings;
import dev.authgate.cli.terminal.StreamOutput;
import dev.authgate.cli.terminal.Terminal;
import dev.authgate.sdk.TimeSource;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs the words and ends with their exit code. */
    public static void main(String[] words) {
        var environment = System.getenv();
        var terminal = Terminal.of(TerminalFacts.ofThisProcess(environment));
        var output = new StreamOutput(
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), terminal);
        var around = new Surroundings(environment, terminal, output, TimeSource.system(), new ThisMachine(environment));
        System.exit(new Commands(around).run(words));
    }
}
