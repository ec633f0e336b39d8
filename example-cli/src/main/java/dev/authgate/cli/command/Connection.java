package dev.authgate.cli.command;

import dev.authgate.cli.settings.Configuration;
import dev.authgate.cli.settings.Setting;
import dev.authgate.cli.settings.SettingException;
import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.Session;
import dev.authgate.sdk.store.SessionKey;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** This program at its server, with one account: the one place that puts an {@link OAuthClient} together. */
final class Connection implements AutoCloseable {
    private final OAuthClient client;
    private final String profile;

    private Connection(OAuthClient client, String profile) {
        this.client = client;
        this.profile = profile;
    }

    static Connection open(Configuration settings, Target target, Surroundings around)
            throws SettingException, OAuthException, CommandException {
        var profile = settings.profile();
        var builder = described(settings);
        var store = around.machine()
                .store(settings.store(), notice -> around.output().note(notice.message()));
        var client = builder.store(store)
                .time(around.time())
                .listener(new SessionNews(around, target.isVerbose()))
                .build();
        return new Connection(client, profile);
    }

    private static OAuthClient.Builder described(Configuration settings) throws SettingException, CommandException {
        try {
            return OAuthClient.builder(settings.issuer(), settings.clientId())
                    .scopes(settings.scopes().toArray(String[]::new));
        } catch (IllegalArgumentException wrong) {
            var told = Stream.of(Setting.AUTHGATE_URL, Setting.CLIENT_ID, Setting.AUTHGATE_SCOPES)
                    .map(settings::told)
                    .collect(Collectors.joining(", "));
            throw new CommandException(ExitCode.USAGE, String.valueOf(wrong.getMessage()), "Correct it: " + told + ".");
        }
    }

    OAuthClient client() {
        return client;
    }

    String profile() {
        return profile;
    }

    SessionKey key() {
        return new SessionKey(client.issuer(), client.clientId(), profile);
    }

    URI issuer() {
        return client.issuer();
    }

    /** The session, which has to be there. */
    Session session() throws OAuthException {
        return client.session(profile).orElseThrow(this::notSignedIn);
    }

    private OAuthException notSignedIn() {
        return new OAuthException(OAuthException.Code.LOGIN_REQUIRED, "not signed in to " + place());
    }

    /** The server, and the account if it is not the usual one. */
    String place() {
        return client.issuer()
                + (profile.equals(SessionKey.DEFAULT_PROFILE) ? "" : " with the profile \"" + profile + "\"");
    }

    @Override
    public void close() {
        client.close();
    }
}
