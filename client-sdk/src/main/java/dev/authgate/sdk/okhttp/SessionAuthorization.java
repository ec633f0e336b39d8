package dev.authgate.sdk.okhttp;

import dev.authgate.sdk.AccessToken;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.Session;
import java.io.IOException;
import java.util.List;
import okhttp3.Authenticator;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Sends a session's access token with requests to the named origins (scheme, host and port), and to no others, also when
 * a request is redirected. A token is replaced before its end; a 401 with {@code invalid_token} (RFC 6750 section 3.1) is
 * answered once with another token, unless the request's body cannot be sent twice. A request that carries an {@code
 * Authorization} header already is left alone.
 *
 * <pre>{@code
 * OkHttpClient api = SessionAuthorization.of(session, "https://api.example.com")
 *         .addTo(new OkHttpClient.Builder())
 *         .build();
 * try (Response response = api.newCall(request).execute()) {
 *     System.out.println(response.code());
 * } catch (NoTokenException e) {
 *     if (e.fault().code() == OAuthException.Code.LOGIN_REQUIRED) {
 *         signIn(client);
 *     }
 * }
 * }</pre>
 */
public final class SessionAuthorization {
    private static final String AUTHORIZATION = "Authorization";
    private static final int UNAUTHORIZED = 401;

    private final Session session;
    private final Origins origins;

    private SessionAuthorization(Session session, Origins origins) {
        this.session = session;
        this.origins = origins;
    }

    /**
     * Tokens of that session for these origins.
     *
     * @param origins such as {@code https://api.example.com}; {@code http} only on this machine; at least one
     * @throws IllegalArgumentException if one of them is not such an origin, or there is none
     */
    public static SessionAuthorization of(Session session, String... origins) {
        if (origins.length == 0) {
            throw new IllegalArgumentException("name the origins that may get tokens, such as https://api.example.com");
        }
        return new SessionAuthorization(session, Origins.of(List.of(origins)));
    }

    /** Adds itself to a client; the builder's authenticator keeps answering what is not about a token of ours. */
    public OkHttpClient.Builder addTo(OkHttpClient.Builder builder) {
        var otherwise = builder.build().authenticator();
        return builder.addInterceptor(this::withToken)
                .addNetworkInterceptor(this::withoutTokenElsewhere)
                .authenticator((route, response) -> again(route, response, otherwise));
    }

    /** The token that a request was sent with; it stays with the request when OkHttp follows a redirect. */
    private record Sent(AccessToken token) {
        boolean isIn(Request request) {
            return token.asHeader().equals(request.header(AUTHORIZATION));
        }
    }

    private Response withToken(Interceptor.Chain chain) throws IOException {
        var request = chain.request();
        if (!origins.allow(request.url()) || request.header(AUTHORIZATION) != null) {
            return chain.proceed(request);
        }
        try {
            return chain.proceed(with(request, session.accessToken()));
        } catch (OAuthException e) {
            throw new NoTokenException(e);
        }
    }

    private static Request with(Request request, AccessToken token) {
        return request.newBuilder()
                .header(AUTHORIZATION, token.asHeader())
                .tag(Sent.class, new Sent(token))
                .build();
    }

    /** Another interceptor, after ours, may have sent the request to another host. */
    private Response withoutTokenElsewhere(Interceptor.Chain chain) throws IOException {
        var request = chain.request();
        var sent = request.tag(Sent.class);
        return sent != null && sent.isIn(request) && !origins.allow(request.url())
                ? chain.proceed(request.newBuilder().removeHeader(AUTHORIZATION).build())
                : chain.proceed(request);
    }

    private @Nullable Request again(@Nullable Route route, Response response, Authenticator otherwise)
            throws IOException {
        var request = response.request();
        var sent = request.tag(Sent.class);
        if (sent == null || !sent.isIn(request)) {
            return otherwise.authenticate(route, response);
        }
        if (!origins.allow(request.url())
                || !isInvalidToken(response)
                || isSecondRefusal(response)
                || isSentOnce(request)) {
            return null;
        }
        try {
            return with(request, session.replace(sent.token()));
        } catch (OAuthException e) {
            throw new NoTokenException(e);
        }
    }

    /** RFC 6750 section 3.1: other words, such as {@code insufficient_scope}, a new token would not change. */
    private static boolean isInvalidToken(Response response) {
        return response.challenges().stream()
                .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase("Bearer")
                        && "invalid_token".equals(challenge.authParams().get("error")));
    }

    private static boolean isSecondRefusal(Response response) {
        for (var earlier = response.priorResponse(); earlier != null; earlier = earlier.priorResponse()) {
            if (earlier.code() == UNAUTHORIZED) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSentOnce(Request request) {
        var body = request.body();
        return body != null && (body.isOneShot() || body.isDuplex());
    }
}
