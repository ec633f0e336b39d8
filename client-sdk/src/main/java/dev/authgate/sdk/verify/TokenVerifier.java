package dev.authgate.sdk.verify;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.TimeSource;
import dev.authgate.sdk.internal.Addresses;
import dev.authgate.sdk.internal.Discovery;
import dev.authgate.sdk.internal.JwksEndpoint;
import dev.authgate.sdk.internal.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens (RFC 9068) at a resource server by the authorization server's public keys, without asking that
 * server for each: signature, type, issuer, audience, times, client and scopes. What it cannot see is that a token was
 * revoked before its end; who has to know asks the server (RFC 7662).
 *
 * <p>Safe for many threads; one for a resource server. The keys are fetched when the first token comes, kept as long as
 * the server allows, and fetched again when a token names a key that is not among them.
 *
 * <pre>{@code
 * TokenVerifier verifier = TokenVerifier.builder(URI.create("https://auth.example.com"), "https://api.example.com")
 *         .requireScopes("read")
 *         .build();
 *
 * Verification result = verifier.verifyHeader(exchange.getRequestHeaders().getFirst("Authorization"));
 * if (result instanceof Verification.Refused refused) {
 *     exchange.getResponseHeaders().set("WWW-Authenticate", refused.challenge());
 *     exchange.sendResponseHeaders(refused.error().status(), -1);
 * } else {
 *     String user = result.orThrow().subject();
 * }
 * }</pre>
 */
public final class TokenVerifier implements AutoCloseable {
    private final ClaimRules rules;
    private final Set<SignatureAlgorithm> algorithms;
    private final CachedKeys keys;
    private final TimeSource time;
    private final Wire wire;

    private TokenVerifier(Builder from) {
        this.rules = new ClaimRules(from.issuer, from.audience, from.clients, from.scopes, from.leeway);
        this.algorithms = EnumSet.copyOf(from.algorithms);
        this.time = from.time;
        this.wire = Wire.over(from.http, from.time);
        this.keys = new CachedKeys(new JwksEndpoint(address(from, wire), wire), from.time);
    }

    private static JwksEndpoint.Address address(Builder from, Wire wire) {
        var explicit = from.keysAt;
        if (explicit != null) {
            return () -> explicit;
        }
        var discovery = new Discovery(from.issuer, wire);
        return () -> discovery
                .endpoints()
                .jwks()
                .orElseThrow(() ->
                        new OAuthException(Code.CONFIGURATION, "the metadata of " + from.issuer + " has no jwks_uri"));
    }

    /**
     * Begins to describe a verifier.
     *
     * @param issuer the authorization server's name for itself, exactly
     * @param audience as whom this resource server is known: one of these has to be in the token's {@code aud}; at least
     *     one
     * @throws IllegalArgumentException if there is no audience, or the issuer is neither https nor on this machine
     */
    public static Builder builder(URI issuer, String... audience) {
        if (audience.length == 0) {
            throw new IllegalArgumentException(
                    "name the audience: a token for another resource server is not good here");
        }
        return new Builder(Addresses.requireSafe("The issuer", issuer), Set.of(audience));
    }

    /**
     * Verifies a token.
     *
     * @return what came of it: a token that is not good is a value
     * @throws OAuthException if the server's keys are not known and cannot be fetched: nothing is said about the token,
     *     and 503 is the answer
     */
    public Verification verify(String token) throws OAuthException {
        try {
            return new Verification.Accepted(accepted(token));
        } catch (RefusedToken e) {
            return e.refusal();
        }
    }

    /**
     * Verifies the token in an {@code Authorization} header (RFC 6750 section 2.1).
     *
     * @param header the header's value; null if the request has none
     * @return what came of it; without a bearer token {@link BearerError#INVALID_REQUEST}
     * @throws OAuthException as {@link #verify}
     */
    public Verification verifyHeader(@Nullable String header) throws OAuthException {
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return new Verification.Refused(BearerError.INVALID_REQUEST, "the request has no bearer token", List.of());
        }
        return verify(header.substring(7).strip());
    }

    private VerifiedToken accepted(String text) throws OAuthException, RefusedToken {
        var token = SignedToken.read(text);
        if (!algorithms.contains(token.algorithm())) {
            throw SignedToken.notAllowed();
        }
        var key = keys.find(token.keyId(), token.algorithm())
                .orElseThrow(
                        () -> RefusedToken.because("the token is signed with a key that the server does not have"));
        if (!token.isSignedBy(key.key())) {
            throw RefusedToken.because("the token's signature is wrong");
        }
        return rules.check(token.claims(), time.now());
    }

    /** Frees the connections. */
    @Override
    public void close() {
        wire.close();
    }

    /** Describes a verifier. */
    public static final class Builder {
        private static final Duration LONGEST_LEEWAY = Duration.ofMinutes(5);

        private final URI issuer;
        private final Set<String> audience;
        private Set<SignatureAlgorithm> algorithms = EnumSet.allOf(SignatureAlgorithm.class);
        private Set<String> clients = Set.of();
        private List<String> scopes = List.of();
        private Duration leeway = Duration.ofSeconds(30);
        private @Nullable URI keysAt;
        private TimeSource time = TimeSource.system();
        private OkHttpClient http = new OkHttpClient();

        private Builder(URI issuer, Set<String> audience) {
            this.issuer = issuer;
            this.audience = audience;
        }

        /** What every token has to be granted. */
        public Builder requireScopes(String... required) {
            scopes = List.of(required);
            return this;
        }

        /** Tokens of these clients only; without this, of any. */
        public Builder clients(String... allowed) {
            clients = Set.of(allowed);
            return this;
        }

        /** Signatures of these kinds only; without this, of any that a public key can verify. */
        public Builder algorithms(SignatureAlgorithm first, SignatureAlgorithm... more) {
            algorithms = EnumSet.of(first, more);
            return this;
        }

        /**
         * How far the clocks may be apart; half a minute without this.
         *
         * @throws IllegalArgumentException if it is negative or longer than five minutes
         */
        public Builder leeway(Duration allowed) {
            if (allowed.isNegative() || allowed.compareTo(LONGEST_LEEWAY) > 0) {
                throw new IllegalArgumentException(
                        "the leeway is from zero to " + LONGEST_LEEWAY.toMinutes() + " minutes");
            }
            leeway = allowed;
            return this;
        }

        /**
         * Where the keys are; without this, where the server's metadata says (RFC 8414).
         *
         * @throws IllegalArgumentException if it is neither https nor on this machine
         */
        public Builder keysAt(URI address) {
            keysAt = Addresses.requireSafe("The address of the keys", address);
            return this;
        }

        /** The clocks, for tests. */
        public Builder time(TimeSource source) {
            time = source;
            return this;
        }

        /** Whose proxy, name resolution and trusted certificates to use. */
        public Builder http(OkHttpClient base) {
            http = base;
            return this;
        }

        /** Makes the verifier. Asks nothing of the server yet. */
        public TokenVerifier build() {
            return new TokenVerifier(this);
        }
    }
}
