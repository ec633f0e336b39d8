package dev.authgate.server;

import dev.authgate.server.command.Terminal;
import java.time.Duration;
import java.util.Optional;

/** The program. */
public final class AuthGate {
    /** Longer than the grace that requests in flight have. */
    private static final Duration LONGEST_END = Duration.ofSeconds(40);

    private AuthGate() {}

    public static void main(String[] words) {
        var commandLine = new CommandLine(new Terminal(System.in, System.out, System.err), System.getenv());
        var exitCode = commandLine.run(words);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
        if (commandLine.serves()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endWithZero(commandLine), "exit-code"));
        }
    }

    /** Being told to stop is no failure: without this, a JVM that SIGTERM ends reports 143. */
    private static void endWithZero(CommandLine commandLine) {
        if (commandLine.awaitEnd(LONGEST_END)) {
            Runtime.getRuntime().halt(0);
        }
    }

    /** The version in the manifest of the jar. */
    static String version() {
        return Optional.ofNullable(AuthGate.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
