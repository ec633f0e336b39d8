package dev.authgate.server.command;

import static dev.authgate.server.audit.EventType.USER_CREATED;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.user.Role;
import dev.authgate.server.user.User;
import java.util.Locale;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Registers a user. */
record UserCreate(Workbench bench) implements Verb {
    private static final String ROLE = "role";

    @Override
    public String name() {
        return "create";
    }

    @Override
    public String description() {
        return "registers a user";
    }

    @Override
    public void configure(Subparser parser) {
        Usernames.require(parser);
        ChosenPassword.offer(parser);
        parser.addArgument("--role")
                .dest(ROLE)
                .choices("admin", "user")
                .setDefault("user")
                .help("what the user may do");
        Answer.offerJson(parser);
    }

    @Override
    public void run(Namespace words) {
        var username = Usernames.fresh(words);
        try (var workspace = bench.open(words)) {
            var password = ChosenPassword.of(words, username, bench.terminal(), bench.secrets());
            var now = bench.clock().instant();
            var role = Role.valueOf(words.getString(ROLE).toUpperCase(Locale.ROOT));
            var user = User.local(bench.secrets().nextId(now), username, password.hash(), role, now);
            if (!add(workspace, user)) {
                throw new CommandFailed("there is a user " + Printable.of(username) + " already");
            }
            var answer = new Answer().with("user_id", user.id()).with("username", username);
            password.toShow().ifPresent(drawn -> answer.with("password", drawn));
            answer.print(bench.terminal(), words, "Created the user " + Printable.of(username) + ".");
        }
    }

    private static boolean add(Workspace workspace, User user) {
        return workspace.transactions().inTransaction(() -> {
            var added = workspace.users().add(user);
            if (added) {
                workspace
                        .auditTrail()
                        .record(AuditEvent.of(USER_CREATED, user.createdAt(), Origin.local())
                                .on(user.id())
                                .with("role", user.role().name().toLowerCase(Locale.ROOT)));
            }
            return added;
        });
    }
}
