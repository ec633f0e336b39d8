package dev.authgate.server.command;

import dev.authgate.server.user.User;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** The option that says which user a command is about. */
final class Usernames {
    private static final String USERNAME = "username";
    private static final int LONGEST = 100;

    private Usernames() {}

    static void require(Subparser parser) {
        parser.addArgument("--username")
                .dest(USERNAME)
                .metavar("U")
                .required(true)
                .help("the name to sign in with");
    }

    /** A name for somebody new. */
    static String fresh(Namespace words) {
        var name = words.getString(USERNAME).strip();
        if (name.isEmpty() || name.length() > LONGEST || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new WrongUse("--username: 1 to " + LONGEST + " characters, without control characters");
        }
        return name;
    }

    static User existing(Namespace words, Workspace workspace) {
        var name = words.getString(USERNAME).strip();
        return workspace
                .users()
                .findByUsername(name)
                .orElseThrow(() -> new CommandFailed("there is no user " + Printable.of(name)));
    }
}
