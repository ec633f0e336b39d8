package dev.authgate.sdk.store;

import java.net.URI;
import java.util.Objects;

/**
 * Whose tokens: one server, one client, one profile of the person ("default" unless several accounts are kept).
 *
 * <pre>{@code
 * for (Session one : client.sessions()) {
 *     SessionKey key = one.key();
 *     System.out.println(key.profile() + " at " + key.issuer());
 * }
 * Optional<Session> usual = client.session(SessionKey.DEFAULT_PROFILE);
 * }</pre>
 *
 * @param issuer the server (RFC 8414 section 2, {@code issuer})
 * @param clientId the client (RFC 6749 section 2.2)
 * @param profile a name the person chose, 1 to 64 characters
 */
public record SessionKey(URI issuer, String clientId, String profile) {
    /** The profile of a person with one account. */
    public static final String DEFAULT_PROFILE = "default";

    public SessionKey {
        Objects.requireNonNull(issuer);
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("the client id is empty");
        }
        if (profile.isBlank() || profile.length() > 64) {
            throw new IllegalArgumentException("a profile's name has 1 to 64 characters");
        }
    }
}
