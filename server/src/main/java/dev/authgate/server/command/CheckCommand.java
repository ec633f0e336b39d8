package dev.authgate.server.command;

import dev.authgate.server.config.Advice;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * Says whether the server could start: validates the configuration, reaches the database, and asks the external services a
 * question whose right answer is no. Changes no table, and has no token made.
 */
public final class CheckCommand extends Command {
    private final Workbench bench;

    public CheckCommand(Workbench bench) {
        super("check", "validates the configuration, and reaches the database and the external services");
        this.bench = bench;
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument(Workbench.FILE).nargs("?").help("the configuration file");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace words) {
        var settings = bench.settings(words);
        var out = bench.terminal().out();
        out.println("configuration: valid, for " + settings.baseUrl());
        var tables = bench.databases().tables(settings);
        out.println("database: reachable, " + DbStatus.words(tables) + " (" + settings.database() + ")");
        Advice.on(settings).forEach(advice -> out.println("warning: " + advice));
        var problems = new ServiceChecks(settings.external(), bench).problems();
        if (!problems.isEmpty()) {
            throw new CommandFailed(String.join("; ", problems));
        }
    }

    @Override
    public void onError(Cli cli, Namespace words, Throwable problem) {
        // Told by the caller, in one line.
    }
}
