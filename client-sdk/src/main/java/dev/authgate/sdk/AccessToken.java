package dev.authgate.sdk;

import java.time.Instant;
import java.util.Objects;

/**
 * An access token to send, and when it ends. Its text shows only by {@link #reveal()}.
 *
 * <pre>{@code
 * var request = HttpRequest.newBuilder(URI.create("https://api.example.com/things"))
 *         .header("Authorization", session.accessToken().asHeader())
 *         .build();
 * var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
 * }</pre>
 */
public final class AccessToken {
    private final String value;
    private final Instant expiresAt;

    AccessToken(String value, Instant expiresAt) {
        this.value = Objects.requireNonNull(value);
        this.expiresAt = Objects.requireNonNull(expiresAt);
    }

    /** The token's text: for a request's header, never for a log. */
    public String reveal() {
        return value;
    }

    /** The header's value (RFC 6750 section 2.1): {@code Bearer …}. */
    public String asHeader() {
        return "Bearer " + value;
    }

    /** When the server stops accepting it, by this machine's clock. */
    public Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public String toString() {
        return "AccessToken[redacted, expires " + expiresAt + "]";
    }
}
