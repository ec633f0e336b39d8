package dev.authgate.server;

import dev.authgate.server.command.Terminal;
import dev.authgate.server.command.Workbench;
import dev.authgate.server.config.SettingsFile;
import dev.authgate.server.oauth.Secrets;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Understands what was typed, has it done and says how it went. */
final class CommandLine {
    private static final int WRONG_USE = 2;

    private final Terminal terminal;
    private final AuthGateApplication application;

    CommandLine(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.application = new AuthGateApplication(new Workbench(
                new SqlDatabases(), terminal, new SettingsFile(environment), Clock.systemUTC(), new Secrets()));
    }

    /** The exit code: 0 done (a server then goes on running), 1 failed, 2 typed wrongly. */
    int run(String... words) {
        var bootstrap = new Bootstrap<>(application);
        application.addDefaultCommands(bootstrap);
        application.initialize(bootstrap);
        var cli = new Cli(new JarLocation(AuthGate.class), bootstrap, terminal.out(), terminal.err());
        var problem = cli.run(understood(words)).map(Problem::new);
        problem.ifPresent(told -> told.tell(terminal.err()));
        terminal.out().flush();
        return problem.map(Problem::exitCode).orElse(words.length == 0 ? WRONG_USE : 0);
    }

    /** Whether a server was started that goes on running. */
    boolean serves() {
        return application.serveCommand().getEnvironment() != null;
    }

    /** Waits until the server has ended; false when it takes longer. */
    boolean awaitEnd(Duration atMost) {
        return application.serveCommand().awaitEnd(atMost);
    }

    private static String[] understood(String... words) {
        return List.of("-v", "--version").contains(String.join(" ", words)) ? new String[] {"version"} : words;
    }
}
