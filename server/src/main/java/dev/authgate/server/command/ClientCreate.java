package dev.authgate.server.command;

import static dev.authgate.server.audit.EventType.CLIENT_CREATED;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientSecrets;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.client.TokenPolicy;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Registers an OAuth client. */
record ClientCreate(Workbench bench) implements Verb {
    private static final Scopes SCOPES = Scopes.parse("read write profile");

    @Override
    public String name() {
        return "create";
    }

    @Override
    public String description() {
        return "registers an OAuth client";
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument(ClientOptions.NAME)
                .metavar("N")
                .required(true)
                .help("the name that people see when they approve");
        parser.addArgument("--type")
                .choices("public", "confidential")
                .setDefault("public")
                .help("whether it can keep a secret; a confidential client gets one, printed once");
        parser.addArgument("--id").metavar("ID").help("the client_id; a random one when left out");
        ClientOptions.offer(parser);
        parser.addArgument("--introspect-all")
                .dest("introspect_all")
                .action(Arguments.storeTrue())
                .help("a resource server: it may ask about the tokens of every client");
        Answer.offerJson(parser);
    }

    @Override
    public void run(Namespace words) {
        var secret = typeOf(words) == ClientType.CONFIDENTIAL
                ? Optional.of(bench.secrets().next())
                : Optional.<String>empty();
        var client = client(words, secret);
        try (var workspace = bench.open(words)) {
            if (!add(workspace, client)) {
                throw new CommandFailed("there is a client with the id " + client.id() + " already");
            }
        }
        var answer = new Answer().with("client_id", client.id());
        secret.ifPresent(value -> answer.with("client_secret", value));
        answer.print(bench.terminal(), words, "Created the client " + Printable.of(client.name()) + ".");
    }

    private Client client(Namespace words, Optional<String> secret) {
        var introspectAll = words.getBoolean("introspect_all");
        if (introspectAll && secret.isEmpty()) {
            throw new WrongUse("--introspect-all: only for --type confidential; a public client may not introspect");
        }
        var now = bench.clock().instant();
        return new Client(
                id(words),
                ClientOptions.name(words).orElseThrow(),
                typeOf(words),
                secret.map(SecretHash::of)
                        .map(hash -> ClientSecrets.of(hash, now))
                        .orElse(null),
                ClientOptions.scopes(words).orElse(SCOPES),
                ClientOptions.grants(words).orElse(Set.of(GrantType.values())),
                ClientOptions.enabled(words).orElse(true),
                introspectAll,
                ClientOptions.verificationUriComplete(words).orElse(true),
                ClientOptions.policy(words, TokenPolicy.standard()),
                now);
    }

    private static ClientType typeOf(Namespace words) {
        return ClientType.valueOf(words.getString("type").toUpperCase(Locale.ROOT));
    }

    private static String id(Namespace words) {
        var id = Optional.ofNullable(words.getString("id"))
                .orElseGet(() -> UUID.randomUUID().toString());
        if (!id.matches("[A-Za-z0-9._~-]{1,100}")) {
            throw new WrongUse("--id: 1 to 100 letters, digits, dots, dashes, underscores or tildes");
        }
        return id;
    }

    private static boolean add(Workspace workspace, Client client) {
        return workspace.transactions().inTransaction(() -> {
            var added = workspace.clients().add(client);
            if (added) {
                workspace
                        .auditTrail()
                        .record(AuditEvent.of(CLIENT_CREATED, client.createdAt(), Origin.local())
                                .forClient(client.id())
                                .on(client.id()));
            }
            return added;
        });
    }
}
