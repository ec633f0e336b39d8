package dev.authgate.server.command;

import static java.util.stream.Collectors.joining;

import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientType;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Makes an OAuth client another one, in what was typed. */
record ClientUpdate(Workbench bench) implements Verb {
    private static final String INTROSPECT_ALL = "--introspect-all";
    private static final List<String> OPTIONS = List.of(
            ClientOptions.NAME,
            "--scopes",
            "--grants",
            "--status",
            "--access-token-lifetime",
            "--refresh-token-lifetime",
            "--rotation",
            "--verification-uri-complete",
            INTROSPECT_ALL);

    @Override
    public String name() {
        return "update";
    }

    @Override
    public String description() {
        return "changes an OAuth client: what is not typed stays as it is";
    }

    @Override
    public void configure(Subparser parser) {
        ClientChange.require(parser);
        parser.addArgument(ClientOptions.NAME).metavar("N").help("the name that people see when they approve");
        ClientOptions.offer(parser);
        parser.addArgument(INTROSPECT_ALL)
                .choices("on", "off")
                .help("whether it may ask about the tokens of every client");
        Answer.offerJson(parser);
    }

    @Override
    public void run(Namespace words) {
        var typed = OPTIONS.stream()
                .filter(option -> ClientOptions.typed(words, option).isPresent())
                .map(option -> option.substring(2))
                .collect(joining(", "));
        if (typed.isEmpty()) {
            throw new WrongUse("nothing to change; give at least one of " + String.join(", ", OPTIONS));
        }
        var settings = bench.settings(words);
        try (var workspace = bench.databases().open(settings)) {
            var client = ClientChange.existing(words, workspace);
            var next = changed(client, words);
            if (!next.equals(client)) {
                new ClientChange(workspace, bench.clock().instant()).apply(client, next, typed);
            }
            ClientShow.answer(next, settings.tokens(), bench.clock().instant())
                    .print(bench.terminal(), words, "Changed the client " + Printable.of(next.name()) + ".");
        }
    }

    private static Client changed(Client client, Namespace words) {
        return new Client(
                client.id(),
                ClientOptions.name(words).orElse(client.name()),
                client.type(),
                client.secrets(),
                ClientOptions.scopes(words).orElse(client.scopes()),
                ClientOptions.grants(words).orElse(client.grantTypes()),
                ClientOptions.enabled(words).orElse(client.enabled()),
                introspectAll(client, words).orElse(client.introspectAll()),
                ClientOptions.verificationUriComplete(words).orElse(client.verificationUriComplete()),
                ClientOptions.policy(words, client.tokenPolicy()),
                client.createdAt());
    }

    private static Optional<Boolean> introspectAll(Client client, Namespace words) {
        var wished = ClientOptions.typed(words, INTROSPECT_ALL).map("on"::equals);
        if (wished.orElse(false) && client.type() == ClientType.PUBLIC) {
            throw new CommandFailed("--introspect-all: this client is public, and a public client may not introspect");
        }
        return wished;
    }
}
