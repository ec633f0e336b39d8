package dev.authgate.server.command;

import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Says which version this is. */
public final class VersionCommand extends Command {
    private final Terminal terminal;
    private final String version;

    public VersionCommand(Terminal terminal, String version) {
        super("version", "says which version this is");
        this.terminal = terminal;
        this.version = version;
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument(Workbench.FILE).nargs("?").help("not needed");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace words) {
        terminal.out().println("authgate " + version);
    }
}
