package dev.authgate.sdk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose an access token is and what it allows, as the server tells its holder.
 *
 * <pre>{@code
 * Identity me = client.whoami(session.accessToken());
 * System.out.println(me.name().orElse(me.subject()) + " may " + String.join(", ", me.scopes()));
 * }</pre>
 *
 * @param subject the account, as the server calls it ({@code sub})
 * @param username the name that the person signs in with; {@link #name()} reads it
 * @param clientId the client that the token was given to; {@link #client()} reads it
 * @param scopes what the token allows
 * @param expiresAt when the token ends, by the server's clock; {@link #expiry()} reads it
 */
public record Identity(
        String subject,
        @Nullable String username,
        @Nullable String clientId,
        List<String> scopes,
        @Nullable Instant expiresAt) {
    public Identity {
        scopes = List.copyOf(scopes);
    }

    /** The name that the person signs in with, if the server tells it. */
    public Optional<String> name() {
        return Optional.ofNullable(username);
    }

    /** The client that the token was given to, if the server tells it. */
    public Optional<String> client() {
        return Optional.ofNullable(clientId);
    }

    /** When the token ends, if the server tells it. */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiresAt);
    }
}
