package dev.authgate.sdk;

import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.TokenStore;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;

/**
 * A program at one server: starts sign-ins and finds the sessions that earlier ones left. One for a program, safe for
 * many threads, closed at its end.
 *
 * <pre>{@code
 * try (OAuthClient client = OAuthClient.builder(URI.create("https://auth.example.com"), "my-cli")
 *         .scopes("read", "write")
 *         .build()) {
 *     Optional<Session> known = client.session();
 *     Session session = known.isPresent() ? known.get() : signIn(client);
 *     System.out.println("Signed in as " + client.whoami(session.accessToken()).subject());
 * }
 * }</pre>
 */
public final class OAuthClient implements AutoCloseable {
    private OAuthClient() {}

    /**
     * Begins to describe a client.
     *
     * @param issuer the server's name for itself (RFC 8414 section 2), exactly; {@code https}, or {@code http} on this
     *     machine
     * @param clientId the client's id at that server (RFC 6749 section 2.2)
     */
    public static Builder builder(URI issuer, String clientId) {
        throw new UnsupportedOperationException();
    }

    /** The server. */
    public URI issuer() {
        throw new UnsupportedOperationException();
    }

    /** Where the server takes its requests: as configured, or else from its metadata, which is read once. */
    public Endpoints endpoints() throws OAuthException {
        throw new UnsupportedOperationException();
    }

    /** Where this client keeps tokens. */
    public TokenStore store() {
        throw new UnsupportedOperationException();
    }

    /** Starts a sign-in for the default profile: one request, and nothing waits yet. */
    public DeviceLogin startDeviceLogin() throws OAuthException {
        return startDeviceLogin(SessionKey.DEFAULT_PROFILE);
    }

    /**
     * Starts a sign-in whose session is kept under {@code profile}: one request, and nothing waits yet.
     *
     * @throws OAuthException if the server cannot be reached, or refuses this client or its scopes
     */
    public DeviceLogin startDeviceLogin(String profile) throws OAuthException {
        throw new UnsupportedOperationException();
    }

    /** The session of the default profile, if there is one. Asks the store, not the server. */
    public Optional<Session> session() throws OAuthException {
        return session(SessionKey.DEFAULT_PROFILE);
    }

    /** The session under {@code profile}, if there is one. Asks the store, not the server. */
    public Optional<Session> session(String profile) throws OAuthException {
        throw new UnsupportedOperationException();
    }

    /** All sessions of this client at this server, by profile. */
    public List<Session> sessions() throws OAuthException {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks the server whose a token is.
     *
     * @throws OAuthException with code {@code LOGIN_REQUIRED} if the server does not accept the token, {@code
     *     CONFIGURATION} if it has no such endpoint
     */
    public Identity whoami(AccessToken token) throws OAuthException {
        throw new UnsupportedOperationException();
    }

    /** Ends all requests and sign-ins under way, and frees the connections. Sessions stay in the store. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** Describes a client. */
    public static final class Builder {
        private Builder() {}

        /** What to ask for (RFC 6749 section 3.3); nothing means what the server gives by default. */
        public Builder scopes(String... scopes) {
            throw new UnsupportedOperationException();
        }

        /** How the client proves who it is; a public client needs nothing. */
        public Builder authentication(ClientAuthentication authentication) {
            throw new UnsupportedOperationException();
        }

        /** Where tokens are kept between runs. */
        public Builder store(TokenStore store) {
            throw new UnsupportedOperationException();
        }

        /** For a server without metadata: where it takes its requests. */
        public Builder endpoints(Endpoints endpoints) {
            throw new UnsupportedOperationException();
        }

        /** How long before its end an access token is replaced. */
        public Builder refreshAhead(RefreshAhead ahead) {
            throw new UnsupportedOperationException();
        }

        /** Told what happens to sessions. It never gets a token; what it throws is logged and ignored. */
        public Builder listener(Consumer<? super SessionEvent> listener) {
            throw new UnsupportedOperationException();
        }

        /** The clocks, for tests. */
        public Builder time(TimeSource time) {
            throw new UnsupportedOperationException();
        }

        /**
         * Whose proxy, name resolution and trusted certificates to use. Connections, threads and time-outs are the
         * client's own; interceptors, caches, cookies and authenticators are left behind, for they would see secrets.
         */
        public Builder http(OkHttpClient base) {
            throw new UnsupportedOperationException();
        }

        /** Makes the client. Asks nothing of the server yet. */
        public OAuthClient build() {
            throw new UnsupportedOperationException();
        }
    }
}
