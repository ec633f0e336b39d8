package dev.authgate.cli.command;

import dev.authgate.sdk.AccessToken;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.Session;
import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * RFC 6750: sends a request with the session's token. A token whose time is over is renewed before; one that the API
 * refuses all the same is replaced, and the request sent once more. Redirects are not followed.
 */
final class BearerCall {
    static final int UNAUTHORIZED = 401;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Session session;
    private final Runnable onRefusal;
    private final OkHttpClient http = new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .callTimeout(LONGEST)
            .build();

    /** Calls {@code onRefusal} when a token was refused and another one is fetched. */
    BearerCall(Session session, Runnable onRefusal) {
        this.session = session;
        this.onRefusal = onRefusal;
    }

    Response send(Request request) throws OAuthException {
        var token = session.accessToken();
        var response = send(request, token);
        if (response.code() != UNAUTHORIZED || !isInvalidToken(response)) {
            return response;
        }
        response.close();
        onRefusal.run();
        return send(request, session.replace(token));
    }

    private Response send(Request request, AccessToken token) throws OAuthException {
        try {
            return http.newCall(request.newBuilder()
                            .header("Authorization", token.asHeader())
                            .build())
                    .execute();
        } catch (IOException e) {
            throw new OAuthException(
                    OAuthException.Code.NETWORK, request.url().host() + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static boolean isInvalidToken(Response response) {
        return response.headers("WWW-Authenticate").stream().anyMatch(challenge -> challenge.contains("invalid_token"));
    }
}
