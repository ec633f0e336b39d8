package dev.authgate.sdk;

import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.internal.Addresses;
import dev.authgate.sdk.internal.AuthorizationServer;
import dev.authgate.sdk.internal.Discovery;
import dev.authgate.sdk.internal.Wire;
import dev.authgate.sdk.store.MemoryTokenStore;
import dev.authgate.sdk.store.SessionKey;
import dev.authgate.sdk.store.TokenStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

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
    private final URI issuer;
    private final String clientId;
    private final List<String> scopes;
    private final AuthorizationServer.Addressbook addressbook;
    private final AuthorizationServer server;
    private final Wire wire;
    private final SessionParts parts;
    private final Set<DeviceLogin> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private OAuthClient(Builder from) {
        this.issuer = from.issuer;
        this.clientId = from.clientId;
        this.scopes = List.copyOf(from.scopes);
        this.wire = Wire.over(from.http, from.time);
        var explicit = from.endpoints;
        var discovery = new Discovery(issuer, wire);
        this.addressbook = explicit == null ? discovery::endpoints : () -> explicit;
        this.server = new AuthorizationServer(addressbook, clientId, from.authentication.credentials(), wire);
        this.parts = new SessionParts(server, from.store, from.time, from.listener, wire.http(), from.refreshAhead);
    }

    /**
     * Begins to describe a client.
     *
     * @param issuer the server's name for itself (RFC 8414 section 2), exactly; {@code https}, or {@code http} on this
     *     machine
     * @param clientId the client's id at that server (RFC 6749 section 2.2)
     * @throws IllegalArgumentException if one of them cannot be right, saying what is allowed
     */
    public static Builder builder(URI issuer, String clientId) {
        return new Builder(issuer, clientId);
    }

    /** The server. */
    public URI issuer() {
        return issuer;
    }

    /** This client's id at the server. */
    public String clientId() {
        return clientId;
    }

    /** Where this client keeps tokens. */
    public TokenStore store() {
        return parts.store();
    }

    /**
     * Where the server takes its requests: as configured, or else from its metadata, which is read once.
     *
     * @throws OAuthException with code {@code PROTOCOL} if the server has no metadata, or if it is another server's
     */
    public Endpoints endpoints() throws OAuthException {
        return addressbook.look();
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
        var key = key(profile);
        var longestHold = endpoints().longestWait();
        var asked = Deadline.start(parts.time());
        var grant = server.authorizeDevice(scopes);
        var course = new LoginCourse(server, grant, scopes, longestHold, new LoginCourse.Beginning(parts, key));
        var login = new DeviceLogin(asked.plus(grant.lifetime()), course);
        watch(login);
        return login;
    }

    private void watch(DeviceLogin login) {
        underWay.add(login);
        login.whenEnded(() -> underWay.remove(login));
        if (closed) {
            login.cancel();
        }
    }

    /** The session of the default profile, if there is one. Asks the store, not the server. */
    public Optional<Session> session() throws OAuthException {
        return session(SessionKey.DEFAULT_PROFILE);
    }

    /** The session under {@code profile}, if there is one. Asks the store, not the server. */
    public Optional<Session> session(String profile) throws OAuthException {
        return Session.resumed(parts, key(profile));
    }

    /** All sessions of this client at this server, by profile. */
    public List<Session> sessions() throws OAuthException {
        var sessions = new ArrayList<Session>();
        for (var key : parts.store().list()) {
            if (key.issuer().equals(issuer) && key.clientId().equals(clientId)) {
                Session.resumed(parts, key).ifPresent(sessions::add);
            }
        }
        sessions.sort(Comparator.comparing(session -> session.key().profile()));
        return sessions;
    }

    /**
     * Asks the server whose a token is.
     *
     * @throws OAuthException with code {@code LOGIN_REQUIRED} if the server does not accept the token, {@code
     *     CONFIGURATION} if it has no such endpoint
     */
    public Identity whoami(AccessToken token) throws OAuthException {
        return server.identify(token.reveal());
    }

    /** Ends all requests and sign-ins under way, and frees the connections. Sessions stay in the store. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(DeviceLogin::cancel);
        wire.close();
    }

    private SessionKey key(String profile) throws OAuthException {
        try {
            return new SessionKey(issuer, clientId, profile);
        } catch (IllegalArgumentException invalid) {
            throw new OAuthException(Code.CONFIGURATION, String.valueOf(invalid.getMessage()));
        }
    }

    /** Describes a client. What cannot be right is an {@link IllegalArgumentException} that says what is allowed. */
    public static final class Builder {
        /** RFC 6749 section 3.3: no blank, no quote, no backslash. */
        private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

        /** RFC 6749 appendix A.1. */
        private static final Pattern CLIENT_ID = Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E]*[\\x21-\\x7E])?");

        private final URI issuer;
        private final String clientId;
        private final List<String> scopes = new ArrayList<>();
        private ClientAuthentication authentication = ClientAuthentication.none();
        private TokenStore store = new MemoryTokenStore();
        private @Nullable Endpoints endpoints;
        private RefreshAhead refreshAhead = RefreshAhead.DEFAULT;
        private Consumer<? super SessionEvent> listener = event -> {};
        private TimeSource time = TimeSource.system();
        private OkHttpClient http = new OkHttpClient();

        private Builder(URI issuer, String clientId) {
            if (Addresses.requireSafe("the issuer", issuer).getRawQuery() != null) {
                throw new IllegalArgumentException("the issuer is " + issuer + ": it has no query");
            }
            if (!CLIENT_ID.matcher(clientId).matches()) {
                throw new IllegalArgumentException("the client id has to be printable ASCII, without blanks around it");
            }
            this.issuer = issuer;
            this.clientId = clientId;
        }

        /** What to ask for (RFC 6749 section 3.3), beside what was named before; nothing means the server's default. */
        public Builder scopes(String... wanted) {
            for (var scope : wanted) {
                if (!SCOPE.matcher(scope).matches()) {
                    throw new IllegalArgumentException("\"" + scope
                            + "\" is no scope: one has letters, digits and signs, without blanks and quotes");
                }
                scopes.add(scope);
            }
            return this;
        }

        /** How the client proves who it is; a public client needs nothing. */
        public Builder authentication(ClientAuthentication how) {
            this.authentication = how;
            return this;
        }

        /** Where tokens are kept between runs; without it, they are forgotten with this client. */
        public Builder store(TokenStore place) {
            this.store = place;
            return this;
        }

        /** For a server without metadata: where it takes its requests. */
        public Builder endpoints(Endpoints known) {
            this.endpoints = known;
            return this;
        }

        /** How long before its end an access token is replaced. */
        public Builder refreshAhead(RefreshAhead ahead) {
            this.refreshAhead = ahead;
            return this;
        }

        /** Told what happens to sessions. It never gets a token; what it throws is logged and ignored. */
        public Builder listener(Consumer<? super SessionEvent> told) {
            this.listener = told;
            return this;
        }

        /** The clocks, for tests. */
        public Builder time(TimeSource clocks) {
            this.time = clocks;
            return this;
        }

        /**
         * Whose proxy, name resolution and trusted certificates to use. Connections, threads and time-outs are the
         * client's own; interceptors, caches, cookies and authenticators are left behind, for they would see secrets.
         */
        public Builder http(OkHttpClient base) {
            this.http = base;
            return this;
        }

        /** Makes the client. Asks nothing of the server yet. */
        public OAuthClient build() {
            return new OAuthClient(this);
        }
    }
}
