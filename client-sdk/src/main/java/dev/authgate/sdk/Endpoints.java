package dev.authgate.sdk;

import dev.authgate.sdk.internal.Addresses;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a server takes its requests, and what it offers beyond RFC 8628. {@link OAuthClient#endpoints()} learns it from
 * the server's metadata (RFC 8414 section 2); for a server without metadata a program writes it down:
 *
 * <pre>{@code
 * var endpoints = Endpoints.of(
 *                 URI.create("https://auth.example.com/oauth/device/code"),
 *                 URI.create("https://auth.example.com/oauth/token"))
 *         .withRevocation(URI.create("https://auth.example.com/oauth/revoke"))
 *         .withTokenInfo(URI.create("https://auth.example.com/oauth/tokeninfo"));
 * var client = OAuthClient.builder(URI.create("https://auth.example.com"), "my-cli")
 *         .endpoints(endpoints)
 *         .build();
 * }</pre>
 *
 * <p>Each is {@code https}, or {@code http} on this machine; anything else is an {@link IllegalArgumentException}.
 */
public final class Endpoints {
    private final URI deviceAuthorization;
    private final URI token;
    private final @Nullable URI revocation;
    private final @Nullable URI tokenInfo;
    private final @Nullable URI jwks;
    private final Duration longestWait;

    private Endpoints(
            URI deviceAuthorization,
            URI token,
            @Nullable URI revocation,
            @Nullable URI tokenInfo,
            @Nullable URI jwks,
            Duration longestWait) {
        this.deviceAuthorization = deviceAuthorization;
        this.token = token;
        this.revocation = revocation;
        this.tokenInfo = tokenInfo;
        this.jwks = jwks;
        this.longestWait = longestWait;
    }

    /** The two that a sign-in needs: RFC 8628 section 3.1, and RFC 6749 section 3.2. */
    public static Endpoints of(URI deviceAuthorization, URI token) {
        return new Endpoints(
                Addresses.requireSafe("the device authorization endpoint", deviceAuthorization),
                Addresses.requireSafe("the token endpoint", token),
                null,
                null,
                null,
                Duration.ZERO);
    }

    /** The same with a revocation endpoint (RFC 7009 section 2), so that signing out ends the tokens. */
    public Endpoints withRevocation(URI address) {
        var safe = Addresses.requireSafe("the revocation endpoint", address);
        return new Endpoints(deviceAuthorization, token, safe, tokenInfo, jwks, longestWait);
    }

    /** The same with the address that tells whose an access token is. */
    public Endpoints withTokenInfo(URI address) {
        var safe = Addresses.requireSafe("the token information endpoint", address);
        return new Endpoints(deviceAuthorization, token, revocation, safe, jwks, longestWait);
    }

    /** The same with the address of the public keys (RFC 7517 section 5). */
    public Endpoints withJwks(URI address) {
        var safe = Addresses.requireSafe("the key set", address);
        return new Endpoints(deviceAuthorization, token, revocation, tokenInfo, safe, longestWait);
    }

    /**
     * The same, saying that a poll may be held by {@code Prefer: wait=…} (RFC 7240 section 4.3).
     *
     * @param longest the longest wait that the server offers; zero means that it offers none
     */
    public Endpoints withLongestWait(Duration longest) {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("the longest wait is negative");
        }
        return new Endpoints(deviceAuthorization, token, revocation, tokenInfo, jwks, longest);
    }

    /** Where a sign-in starts (RFC 8628 section 3.1). */
    public URI deviceAuthorization() {
        return deviceAuthorization;
    }

    /** Where tokens are given out (RFC 6749 section 3.2). */
    public URI token() {
        return token;
    }

    /** Where tokens are ended (RFC 7009 section 2), if the server offers it. */
    public Optional<URI> revocation() {
        return Optional.ofNullable(revocation);
    }

    /** Where a token is explained to its holder, if the server offers it. */
    public Optional<URI> tokenInfo() {
        return Optional.ofNullable(tokenInfo);
    }

    /** Where the public keys are (RFC 7517 section 5), if the server offers them. */
    public Optional<URI> jwks() {
        return Optional.ofNullable(jwks);
    }

    /** How long the server may hold a poll (RFC 7240 section 4.3); zero if it does not. */
    public Duration longestWait() {
        return longestWait;
    }

    @Override
    public String toString() {
        return "Endpoints[device authorization " + deviceAuthorization + ", token " + token + ", revocation "
                + orNone(revocation) + ", token information " + orNone(tokenInfo) + ", keys " + orNone(jwks)
                + ", longest wait " + longestWait + "]";
    }

    private static String orNone(@Nullable URI address) {
        return address == null ? "none" : address.toString();
    }
}
