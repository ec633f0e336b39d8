package dev.authgate.sdk;

import dev.authgate.sdk.internal.Credentials;

/**
 * How a client proves who it is (RFC 6749 section 2.3). A program that people install can keep no secret: it is a
 * public client and uses {@link #none()}.
 *
 * <pre>{@code
 * var client = OAuthClient.builder(issuer, "build-robot")
 *         .authentication(ClientAuthentication.secretBasic(System.getenv("CLIENT_SECRET")))
 *         .build();
 * }</pre>
 */
public final class ClientAuthentication {
    private static final ClientAuthentication NONE = new ClientAuthentication(Credentials.none());

    private final Credentials credentials;

    private ClientAuthentication(Credentials credentials) {
        this.credentials = credentials;
    }

    /** A public client: its id alone, in the body of each request. */
    public static ClientAuthentication none() {
        return NONE;
    }

    /** RFC 6749 section 2.3.1: id and secret in the {@code Authorization} header. */
    public static ClientAuthentication secretBasic(String secret) {
        return new ClientAuthentication(Credentials.basic(requireText(secret)));
    }

    /** RFC 6749 section 2.3.1: id and secret in the body, for servers that do not read the header. */
    public static ClientAuthentication secretPost(String secret) {
        return new ClientAuthentication(Credentials.post(requireText(secret)));
    }

    Credentials credentials() {
        return credentials;
    }

    private static String requireText(String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("the client's secret is empty");
        }
        return secret;
    }

    @Override
    public String toString() {
        return "ClientAuthentication[" + credentials + "]";
    }
}
