package dev.authgate.server;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.sourceforge.argparse4j.inf.Namespace;

/** Runs the server until it is told to stop. */
final class ServeCommand extends ServerCommand<AuthGateConfiguration> {
    private final CountDownLatch ended = new CountDownLatch(1);

    ServeCommand(AuthGateApplication application) {
        super(application, "server", "runs the server");
    }

    /** Called when the last request is answered, the database is closed and the log is written. */
    @Override
    protected void cleanup() {
        super.cleanup();
        ended.countDown();
    }

    /** Waits for the end of everything; false when it takes longer. */
    boolean awaitEnd(Duration atMost) {
        try {
            return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void onError(Cli cli, Namespace words, Throwable problem) {
        // Told by the caller, in one line.
    }
}
