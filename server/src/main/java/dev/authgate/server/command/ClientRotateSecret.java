package dev.authgate.server.command;

import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientSecrets;
import dev.authgate.server.oauth.SecretHash;
import java.time.Duration;
import java.time.Instant;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Gives a confidential client another secret, and keeps the one that it has for a while. */
record ClientRotateSecret(Workbench bench) implements Verb {
    private static final String KEEP_OLD = "--keep-old";
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

    @Override
    public String name() {
        return "rotate-secret";
    }

    @Override
    public String description() {
        return "gives a confidential client another secret, printed once; the old one is kept for a while";
    }

    @Override
    public void configure(Subparser parser) {
        ClientChange.require(parser);
        parser.addArgument(KEEP_OLD)
                .metavar("D")
                .setDefault("24h")
                .help("how long the old secret still works, 0s to 90d; 0s: not any more (default: 24h)");
        Answer.offerJson(parser);
    }

    @Override
    public void run(Namespace words) {
        var overlap = ClientOptions.duration(KEEP_OLD, words.getString("keep_old"), Duration.ZERO, LONGEST_OVERLAP, "");
        var secret = bench.secrets().next();
        var now = bench.clock().instant();
        try (var workspace = bench.open(words)) {
            var client = ClientChange.existing(words, workspace);
            var before = secretsOf(client);
            refuseAThird(before, overlap, client.id(), now);
            var after = before.rotated(SecretHash.of(secret), now, overlap);
            var what = "secret rotated, the former one valid until " + Moment.of(now.plus(overlap));
            new ClientChange(workspace, now).apply(client, client.with(after), what);
            var answer = new Answer().with("client_id", client.id()).with("client_secret", secret);
            after.former(now).ifPresent(former -> answer.with("former_secret_until", Moment.of(former.until())));
            answer.print(bench.terminal(), words, "Another secret for the client " + Printable.of(client.name()) + ".");
        }
    }

    /** The secret before the last one is still in use somewhere, or nobody would have kept it. */
    private static void refuseAThird(ClientSecrets secrets, Duration overlap, String id, Instant now) {
        var former = secrets.former(now);
        if (former.isPresent() && !overlap.isZero()) {
            throw new CommandFailed("the client has two secrets, and the older one works until "
                    + Moment.of(former.get().until()) + "; end it first: authgate client retire-secret " + id
                    + " (or end both at once: --keep-old 0s)");
        }
    }

    static ClientSecrets secretsOf(Client client) {
        var secrets = client.secrets();
        if (secrets == null) {
            throw new CommandFailed("the client " + client.id() + " is public: it has no secret");
        }
        return secrets;
    }
}
