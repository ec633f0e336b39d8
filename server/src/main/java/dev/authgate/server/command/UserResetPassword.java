package dev.authgate.server.command;

import dev.authgate.server.user.User;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Gives a user another password. */
record UserResetPassword(Workbench bench) implements Verb {
    @Override
    public String name() {
        return "reset-password";
    }

    @Override
    public String description() {
        return "gives a user another password and ends the user's browser sessions";
    }

    @Override
    public void configure(Subparser parser) {
        Usernames.require(parser);
        ChosenPassword.offer(parser);
        Answer.offerJson(parser);
    }

    @Override
    public void run(Namespace words) {
        try (var workspace = bench.open(words)) {
            var user = Usernames.existing(words, workspace);
            if (!user.source().equals(User.LOCAL)) {
                throw new CommandFailed("the password of this user is kept by another service: " + user.source());
            }
            var password = ChosenPassword.of(words, user.username(), bench.terminal(), bench.secrets());
            var now = bench.clock().instant();
            new UserChange(workspace, now).apply(user, user.withPassword(password.hash(), now), "password reset");
            var answer = new Answer().with("user_id", user.id()).with("username", user.username());
            password.toShow().ifPresent(drawn -> answer.with("password", drawn));
            answer.print(bench.terminal(), words, "Changed the password of " + Printable.of(user.username()) + ".");
        }
    }
}
