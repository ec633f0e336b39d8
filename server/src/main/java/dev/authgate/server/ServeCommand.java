package dev.authgate.server;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import net.sourceforge.argparse4j.inf.Namespace;

/** Runs the server until it is told to stop. */
final class ServeCommand extends ServerCommand<AuthGateConfiguration> {
    ServeCommand(AuthGateApplication application) {
        super(application, "server", "runs the server");
    }

    @Override
    public void onError(Cli cli, Namespace words, Throwable problem) {
        // Told by the caller, in one line.
    }
}
