package dev.authgate.server;

import dev.authgate.server.command.CommandFailed;
import dev.authgate.server.command.WrongUse;
import dev.authgate.server.config.WrongSetting;
import dev.authgate.server.sql.AnotherServerRunning;
import dev.authgate.server.sql.DatabaseTooNew;
import dev.authgate.server.storage.StorageUnavailable;
import java.io.PrintStream;
import java.net.BindException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.ArgumentParserException;

/** Why a command ended badly: one line for what an operator can put right, a stack trace for what only we can. */
final class Problem {
    private static final Set<Class<?>> IN_WORDS = Set.of(
            WrongSetting.class,
            CommandFailed.class,
            WrongUse.class,
            AnotherServerRunning.class,
            DatabaseTooNew.class,
            StorageUnavailable.class);

    private final Throwable thrown;

    Problem(Throwable thrown) {
        this.thrown = thrown;
    }

    /** 2 when the command was typed wrongly, else 1. */
    int exitCode() {
        return thrown instanceof ArgumentParserException || thrown instanceof WrongUse ? 2 : 1;
    }

    void tell(PrintStream err) {
        if (thrown instanceof ArgumentParserException) {
            // Told already, with the usage.
            return;
        }
        var line = line();
        err.println("authgate: " + line.orElse("this should not happen, please report it"));
        if (line.isEmpty()) {
            thrown.printStackTrace(err);
        }
    }

    private Optional<String> line() {
        return bindFailure().or(() -> causes().filter(cause -> IN_WORDS.contains(cause.getClass()))
                .map(cause -> String.valueOf(cause.getMessage()).replaceAll("\\s*[\\r\\n]+\\s*", " "))
                .findFirst());
    }

    private Optional<String> bindFailure() {
        return causes().anyMatch(BindException.class::isInstance)
                ? causes().map(Throwable::getMessage)
                        .filter(message -> message != null && message.startsWith("Failed to bind to "))
                        .findFirst()
                        .map(message -> "cannot listen on "
                                + message.substring("Failed to bind to ".length())
                                        .replaceFirst("^/", "")
                                + ": in use by another program, or not an address of this machine;"
                                + " see PORT, BIND_HOST, ADMIN_PORT and ADMIN_BIND_HOST")
                : Optional.empty();
    }

    private Stream<Throwable> causes() {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
