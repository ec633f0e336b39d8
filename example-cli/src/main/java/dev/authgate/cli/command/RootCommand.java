package dev.authgate.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself, which does nothing without a command. */
@Command(
        name = Program.NAME,
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        description = "Signs in to an AuthGate server, or to any other that takes device sign-ins (RFC 8628).",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Settings come from options, then from the environment (AUTHGATE_URL, CLIENT_ID),",
            "then from a file, usually ~/.config/authgate-cli/config.",
            "",
            "Exit codes: 0 done, 1 fault, 2 typed or set wrongly, 3 sign-in needed, 4 denied,",
            "5 expired, 6 network, 7 store, 130 Ctrl-C."
        })
final class RootCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /** Read when it is asked for. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Program.version()};
        }
    }
}
