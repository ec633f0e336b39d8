package dev.authgate.server.command;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** A command of two words, such as {@code user create}. */
public final class VerbCommand extends Command {
    private static final String VERB = "verb";

    private final List<Verb> verbs;

    private VerbCommand(String name, String description, List<Verb> verbs) {
        super(name, description);
        this.verbs = List.copyOf(verbs);
    }

    /** Registers, lists and locks out users. */
    public static VerbCommand user(Workbench bench) {
        return new VerbCommand(
                "user",
                "creates, lists and disables users, and resets passwords",
                List.of(
                        new UserCreate(bench),
                        new UserResetPassword(bench),
                        new UserDisable(bench),
                        new UserList(bench)));
    }

    /** Registers, changes and lists OAuth clients. */
    public static VerbCommand client(Workbench bench) {
        return new VerbCommand(
                "client",
                "creates, changes and lists OAuth clients, and replaces their secrets",
                List.of(
                        new ClientCreate(bench),
                        new ClientUpdate(bench),
                        new ClientRotateSecret(bench),
                        new ClientRetireSecret(bench),
                        new ClientShow(bench),
                        new ClientList(bench)));
    }

    /** Looks at the keys that sign access tokens, and replaces them. */
    public static VerbCommand key(Workbench bench) {
        return new VerbCommand(
                "key",
                "lists the signing keys of access tokens, brings the next one, throws one out",
                List.of(new KeyList(bench), new KeyRotate(bench), new KeyRetire(bench)));
    }

    /** Looks at the tables of the database and brings them up to date. */
    public static VerbCommand db(Workbench bench) {
        return new VerbCommand(
                "db",
                "brings the tables of the database up to date",
                List.of(new DbMigrate(bench), new DbStatus(bench)));
    }

    @Override
    public void configure(Subparser parser) {
        var choice = parser.addSubparsers().title("what to do").dest(VERB).metavar("VERB");
        for (var verb : verbs) {
            var verbParser =
                    choice.addParser(verb.name()).help(verb.description()).description(verb.description());
            verb.configure(verbParser);
            verbParser.addArgument(Workbench.FILE).nargs("?").help("the configuration file");
        }
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace words) {
        var typed = words.getString(VERB);
        verbs.stream()
                .filter(verb -> verb.name().equals(typed))
                .findFirst()
                .orElseThrow()
                .run(words);
    }

    @Override
    public void onError(Cli cli, Namespace words, Throwable problem) {
        // Told by the caller, in one line.
    }
}
