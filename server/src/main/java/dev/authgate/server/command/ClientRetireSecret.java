package dev.authgate.server.command;

import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Ends the secret before the current one, before its time. */
record ClientRetireSecret(Workbench bench) implements Verb {
    @Override
    public String name() {
        return "retire-secret";
    }

    @Override
    public String description() {
        return "ends the old secret of a client before its time; the current one stays";
    }

    @Override
    public void configure(Subparser parser) {
        ClientChange.require(parser);
        Answer.offerJson(parser);
    }

    @Override
    public void run(Namespace words) {
        var now = bench.clock().instant();
        try (var workspace = bench.open(words)) {
            var client = ClientChange.existing(words, workspace);
            var secrets = ClientRotateSecret.secretsOf(client);
            if (secrets.former(now).isEmpty()) {
                throw new CommandFailed("the client " + client.id()
                        + " has one secret only; for another one: authgate client rotate-secret " + client.id());
            }
            new ClientChange(workspace, now)
                    .apply(client, client.with(secrets.withoutFormer()), "former secret retired");
            new Answer()
                    .with("client_id", client.id())
                    .with("secret_since", Moment.of(secrets.since()))
                    .print(
                            bench.terminal(),
                            words,
                            "Ended the old secret of the client " + Printable.of(client.name()) + ".");
        }
    }
}
