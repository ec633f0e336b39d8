package dev.authgate.server.command;

import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Locks a user out. */
record UserDisable(Workbench bench) implements Verb {
    @Override
    public String name() {
        return "disable";
    }

    @Override
    public String description() {
        return "locks a user out: no sign-in, and no token of the user is valid any more";
    }

    @Override
    public void configure(Subparser parser) {
        Usernames.require(parser);
        Answer.offerJson(parser);
    }

    @Override
    public void run(Namespace words) {
        try (var workspace = bench.open(words)) {
            var user = Usernames.existing(words, workspace);
            if (user.enabled()) {
                new UserChange(workspace, bench.clock().instant()).apply(user, user.disabled(), "disabled");
            }
            new Answer()
                    .with("user_id", user.id())
                    .with("username", user.username())
                    .print(bench.terminal(), words, "Disabled the user " + Printable.of(user.username()) + ".");
        }
    }
}
