package dev.authgate.cli.command;

import dev.authgate.cli.settings.Configuration;
import dev.authgate.cli.settings.SettingException;
import dev.authgate.cli.terminal.Stream;
import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.Session;
import dev.authgate.sdk.SessionEvent;
import dev.authgate.sdk.store.SessionKey;
import java.net.URI;

/** This program at its server, with one account: the one place that puts an {@link OAuthClient} together. */
final class Connection implements AutoCloseable {
    private final OAuthClient client;
    private final String profile;

    private Connection(OAuthClient client, String profile) {
        this.client = client;
        this.profile = profile;
    }

    static Connection open(Configuration settings, Target target, Surroundings around)
            throws SettingException, OAuthException {
        var issuer = settings.issuer();
        var clientId = settings.clientId();
        var profile = settings.profile();
        var store = around.machine()
                .store(settings.store(), notice -> around.output().note(notice.message()));
        try {
            var client = OAuthClient.builder(issuer, clientId)
                    .scopes(settings.scopes().toArray(String[]::new))
                    .store(store)
                    .time(around.time())
                    .listener(event -> tell(event, target, around))
                    .build();
            return new Connection(client, profile);
        } catch (IllegalArgumentException wrong) {
            throw new OAuthException(OAuthException.Code.CONFIGURATION, String.valueOf(wrong.getMessage()));
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

    private static void tell(SessionEvent event, Target target, Surroundings around) {
        var ink = around.terminal().ink(Stream.NOTES);
        if (event instanceof SessionEvent.NotKept lost) {
            around.output()
                    .note(ink.yellow("warning:") + " new tokens could not be kept ("
                            + lost.fault().getMessage() + "); the next command may have to sign in again");
        } else if (target.isVerbose()) {
            around.output().note(ink.dim(words(event)));
        }
    }

    private static String words(SessionEvent event) {
        if (event instanceof SessionEvent.Refreshed refreshed) {
            return "access token renewed, good until " + refreshed.expiresAt();
        }
        if (event instanceof SessionEvent.RefreshDelayed delayed) {
            return "access token not renewed yet: " + delayed.fault().getMessage();
        }
        return event instanceof SessionEvent.Ended ? "the server has ended the session" : "tokens are kept after all";
    }

    @Override
    public void close() {
        client.close();
    }
}
