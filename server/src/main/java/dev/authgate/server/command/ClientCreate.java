package dev.authgate.server.command;

import static dev.authgate.server.audit.EventType.CLIENT_CREATED;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Registers an OAuth client. */
record ClientCreate(Workbench bench) implements Verb {
    private static final int LONGEST_NAME = 100;

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
        parser.addArgument("--name").metavar("N").required(true).help("the name that people see when they approve");
        parser.addArgument("--type")
                .choices("public", "confidential")
                .setDefault("public")
                .help("whether it can keep a secret; a confidential client gets one, printed once");
        parser.addArgument("--id").metavar("ID").help("the client_id; a random one when left out");
        parser.addArgument("--scopes")
                .metavar("\"a b\"")
                .setDefault("read write profile")
                .help("what it may ask for");
        parser.addArgument("--grants")
                .metavar("\"a b\"")
                .setDefault("device_code refresh_token")
                .help("how it may ask: device_code, refresh_token");
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
        return new Client(
                id(words),
                clientName(words),
                typeOf(words),
                secret.map(SecretHash::of).orElse(null),
                scopes(words),
                grants(words),
                true,
                introspectAll,
                true,
                bench.clock().instant());
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

    private static String clientName(Namespace words) {
        var name = words.getString("name").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new WrongUse("--name: 1 to " + LONGEST_NAME + " characters, without control characters");
        }
        return name;
    }

    private static Scopes scopes(Namespace words) {
        try {
            return Scopes.parse(words.getString("scopes"));
        } catch (OAuthException e) {
            throw new WrongUse("--scopes: " + e.getMessage());
        }
    }

    private static Set<GrantType> grants(Namespace words) {
        return Arrays.stream(words.getString("grants").strip().split("\\s+"))
                .map(word -> GrantType.ofShortName(word)
                        .orElseThrow(() -> new WrongUse("--grants: " + Printable.of(word)
                                + " is not known; allowed: device_code, refresh_token")))
                .collect(Collectors.toUnmodifiableSet());
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
