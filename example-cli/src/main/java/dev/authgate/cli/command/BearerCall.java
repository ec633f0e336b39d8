package dev.authgate.cli.command;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.Session;
import dev.authgate.sdk.okhttp.NoTokenException;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.Response;

/**
 * RFC 6750: sends a request with the session's token, by the SDK's own client. A token whose time is over is renewed
 * before; one that the API refuses all the same is replaced, and the request sent once more. No redirect is followed.
 *
 * @param session whose token
 * @param destination where it may go
 */
record BearerCall(Session session, Destination destination) {
    Response send(Request request) throws OAuthException {
        try {
            return session.authorizedClient(destination.origin())
                    .newCall(request)
                    .execute();
        } catch (NoTokenException e) {
            throw e.fault();
        } catch (IOException e) {
            throw new OAuthException(
                    OAuthException.Code.NETWORK, destination.origin() + " cannot be reached: " + e.getMessage(), e);
        }
    }
}
