package dev.authgate.server.command;

import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.user.PasswordHasher;
import dev.authgate.server.user.PasswordPolicy;
import dev.authgate.server.user.RandomPassword;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/**
 * A password that the operator typed, or one that was drawn.
 *
 * @param hash what is stored
 * @param toShow the password, when nobody knows it yet
 */
record ChosenPassword(String hash, Optional<String> toShow) {
    private static final String PASSWORD = "password";
    private static final String FROM_INPUT = "-";

    static void offer(Subparser parser) {
        parser.addArgument("--password")
                .dest(PASSWORD)
                .metavar("P")
                .help("the password; - reads it from standard input; drawn and printed once when left out");
    }

    static ChosenPassword of(Namespace words, String username, Terminal terminal, Secrets secrets) {
        @Nullable String typed = words.getString(PASSWORD);
        if (typed == null) {
            var drawn = new RandomPassword(secrets).next();
            return new ChosenPassword(hashed(drawn), Optional.of(drawn));
        }
        var password = typed.equals(FROM_INPUT) ? terminal.readLine() : typed;
        PasswordPolicy.standard().problem(password, username).ifPresent(problem -> {
            throw new CommandFailed(problem);
        });
        return new ChosenPassword(hashed(password), Optional.empty());
    }

    private static String hashed(String password) {
        try (var hasher = new PasswordHasher()) {
            return hasher.hash(password);
        }
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "ChosenPassword[...]";
    }
}
