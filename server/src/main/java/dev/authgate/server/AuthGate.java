package dev.authgate.server;

import ch.qos.logback.classic.Level;
import dev.authgate.server.command.Terminal;
import io.dropwizard.logging.common.LoggingUtil;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;

/** The program. */
public final class AuthGate {
    /** Longer than the grace that requests in flight have. */
    private static final Duration LONGEST_END = Duration.ofSeconds(40);

    private AuthGate() {}

    public static void main(String[] words) {
        spareJettyAQuestion();
        keepQuiet();
        var commandLine = new CommandLine(new Terminal(System.in, System.out, System.err), System.getenv());
        var exitCode = commandLine.run(words);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
        if (commandLine.serves()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endWithZero(commandLine), "exit-code"));
        }
    }

    /**
     * Jetty wants to know how many references fit beside each other into a processor's memory cell, and starts the JMX server
     * of the platform to ask, which takes a tenth of the whole start. Heaps below 32 GiB have references of 4 bytes.
     */
    private static void spareJettyAQuestion() {
        var answer = "org.eclipse.jetty.util.referencesPerCacheLine";
        System.setProperty(answer, System.getProperty(answer, "16"));
    }

    /** Until the settings give the level: what libraries say before is not even put together then. */
    private static void keepQuiet() {
        LoggingUtil.getLoggerContext().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
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
