package dev.authgate.cli.command;

import dev.authgate.cli.settings.SettingException;
import dev.authgate.cli.terminal.Printable;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.TokenStore;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what the store keeps, of all servers. */
@Command(name = "sessions", description = "List the accounts that are signed in here, of all servers.")
final class SessionsCommand implements Callable<Integer> {
    @Mixin
    private final Target target = new Target();

    private final Surroundings around;

    SessionsCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        var store = open();
        var keys = store.list().stream()
                .sorted(Comparator.comparing((SessionKey key) -> key.issuer().toString())
                        .thenComparing(SessionKey::clientId)
                        .thenComparing(SessionKey::profile))
                .toList();
        if (keys.isEmpty()) {
            around.output().note("Nobody is signed in. Sign in: " + Program.NAME + " login");
        }
        for (var key : keys) {
            print(key, store);
        }
        return ExitCode.OK.number();
    }

    private TokenStore open() throws SettingException, OAuthException {
        var place = target.configuration(around).store();
        return around.machine().store(place, notice -> around.output().note(notice.message()));
    }

    /** Tabs, so that {@code cut} and {@code awk} can read it. */
    private void print(SessionKey key, TokenStore store) throws OAuthException {
        var session = store.load(key);
        if (session.isEmpty()) {
            return;
        }
        switch (target.form()) {
            case WORDS ->
                around.output()
                        .result(String.join(
                                "\t",
                                Printable.line(key.profile()),
                                key.issuer().toString(),
                                Printable.line(key.clientId()),
                                String.join(" ", session.get().scopes())));
            case JSON ->
                new Report()
                        .with("profile", key.profile())
                        .with("server", key.issuer())
                        .with("client_id", key.clientId())
                        .with("scopes", session.get().scopes())
                        .with("signed_in_at", session.get().signedInAt())
                        .with("expires_at", session.get().accessTokenExpiresAt())
                        .print(around, Form.JSON);
        }
    }
}
