package dev.authgate.server;

import dev.authgate.server.command.Terminal;
import java.util.Optional;

/** The program. */
public final class AuthGate {
    private AuthGate() {}

    public static void main(String[] words) {
        var exitCode = new CommandLine(new Terminal(System.in, System.out, System.err), System.getenv()).run(words);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** The version in the manifest of the jar. */
    static String version() {
        return Optional.ofNullable(AuthGate.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
