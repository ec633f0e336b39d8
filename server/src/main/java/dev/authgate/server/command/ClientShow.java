package dev.authgate.server.command;

import dev.authgate.server.client.Client;
import dev.authgate.server.token.TokenSettings;
import java.time.Instant;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Shows everything about one OAuth client that is no secret. */
record ClientShow(Workbench bench) implements Verb {
    @Override
    public String name() {
        return "show";
    }

    @Override
    public String description() {
        return "shows an OAuth client: what it may do, how its tokens are made, since when it has its secrets";
    }

    @Override
    public void configure(Subparser parser) {
        ClientChange.require(parser);
        Answer.offerJson(parser);
    }

    @Override
    public void run(Namespace words) {
        var settings = bench.settings(words);
        try (var workspace = bench.databases().open(settings)) {
            var client = ClientChange.existing(words, workspace);
            answer(client, settings.tokens(), bench.clock().instant())
                    .print(bench.terminal(), words, "The client " + Printable.of(client.name()) + ".");
        }
    }

    static Answer answer(Client client, TokenSettings settings, Instant now) {
        var inWords = new ClientWords(client);
        var answer = new Answer()
                .with("client_id", client.id())
                .with("name", client.name())
                .with("type", inWords.type())
                .with("status", inWords.status())
                .with("scopes", client.scopes().toString())
                .with("grants", inWords.grants())
                .with("access_token_lifetime", inWords.accessTokenLifetime(settings))
                .with("refresh_token_lifetime", inWords.refreshTokenLifetime(settings))
                .with("rotation", inWords.rotation(settings))
                .with("verification_uri_complete", ClientWords.onOff(client.verificationUriComplete()))
                .with("introspect_all", ClientWords.onOff(client.introspectAll()))
                .with("created_at", Moment.of(client.createdAt()));
        return withSecrets(answer, client, now);
    }

    private static Answer withSecrets(Answer answer, Client client, Instant now) {
        var secrets = client.secrets();
        if (secrets != null) {
            answer.with("secret_since", Moment.of(secrets.since()));
            secrets.former(now).ifPresent(former -> answer.with("former_secret_since", Moment.of(former.since()))
                    .with("former_secret_until", Moment.of(former.until())));
        }
        return answer;
    }
}
