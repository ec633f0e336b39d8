package dev.authgate.sdk;

import dev.authgate.sdk.internal.AuthorizationServer;
import dev.authgate.sdk.internal.Cancellation;
import dev.authgate.sdk.internal.DeviceGrant;
import dev.authgate.sdk.internal.IssuedTokens;
import dev.authgate.sdk.internal.Pace;
import dev.authgate.sdk.internal.Poll;
import dev.authgate.sdk.store.SessionKey;
import java.time.Duration;
import java.util.List;

/**
 * What one sign-in does at its server.
 *
 * @param server whom to ask
 * @param grant the codes
 * @param scopes what was asked for
 * @param longestHold how long the server offers to hold a poll
 * @param beginning makes the session
 */
record LoginCourse(
        AuthorizationServer server, DeviceGrant grant, List<String> scopes, Duration longestHold, Beginning beginning) {

    /**
     * Makes a session of the first tokens.
     *
     * @param parts what it shares with others
     * @param key where it is kept
     */
    record Beginning(SessionParts parts, SessionKey key) {}

    /** The clocks. */
    TimeSource time() {
        return beginning.parts().time();
    }

    /** The pace at the start. */
    Pace pace() {
        return Pace.of(grant.interval());
    }

    /** What the person has to see. */
    DevicePrompt prompt(Deadline deadline) {
        return new DevicePrompt(
                grant.userCode(),
                grant.verificationUri(),
                grant.verificationUriComplete(),
                deadline.timeOfDay(),
                pace().interval());
    }

    /** Asks once; the server may hold the request so long. */
    Poll poll(Duration held, Cancellation cancellation) throws OAuthException {
        return server.poll(grant.deviceCode(), held, cancellation);
    }

    /** RFC 6749 section 5.1: a server that does not name the scopes has granted those that were asked for. */
    Session begin(IssuedTokens tokens) throws OAuthException {
        var granted = tokens.scopes().isEmpty() ? scopes : tokens.scopes();
        return Session.started(
                beginning.parts(),
                beginning.key(),
                new IssuedTokens(tokens.accessToken(), tokens.lifetime(), tokens.refreshToken(), granted));
    }
}
