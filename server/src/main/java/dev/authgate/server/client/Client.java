package dev.authgate.server.client;

import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A registered OAuth client: RFC 6749 section 2.
 *
 * @param secrets what it proves itself with; null exactly for public clients
 * @param scopes what it may ask for, and what it gets when it asks for nothing in particular
 * @param introspectAll whether it may see the tokens of other clients (a resource server)
 * @param verificationUriComplete whether it is given the link that carries the user code
 * @param tokenPolicy how its tokens are made
 */
public record Client(
        String id,
        String name,
        ClientType type,
        @Nullable ClientSecrets secrets,
        Scopes scopes,
        Set<GrantType> grantTypes,
        boolean enabled,
        boolean introspectAll,
        boolean verificationUriComplete,
        TokenPolicy tokenPolicy,
        Instant createdAt) {
    /** A client with one secret or none, whose tokens are made as the server does. */
    public Client(
            String id,
            String name,
            ClientType type,
            @Nullable SecretHash secret,
            Scopes scopes,
            Set<GrantType> grantTypes,
            boolean enabled,
            boolean introspectAll,
            boolean verificationUriComplete,
            Instant createdAt) {
        this(
                id,
                name,
                type,
                secret == null ? null : ClientSecrets.of(secret, createdAt),
                scopes,
                grantTypes,
                enabled,
                introspectAll,
                verificationUriComplete,
                TokenPolicy.standard(),
                createdAt);
    }

    public Client {
        grantTypes = Set.copyOf(grantTypes);
        if ((type == ClientType.CONFIDENTIAL) != (secrets != null)) {
            throw new IllegalArgumentException("A confidential client has a secret, a public client has none");
        }
    }

    public boolean allows(GrantType grantType) {
        return grantTypes.contains(grantType);
    }

    public Client disabled() {
        return with(secrets, false, tokenPolicy);
    }

    /** The same client with its tokens made another way. */
    public Client with(TokenPolicy policy) {
        return with(secrets, enabled, policy);
    }

    /** The same client, which proves itself with these. */
    public Client with(ClientSecrets others) {
        return with(others, enabled, tokenPolicy);
    }

    private Client with(@Nullable ClientSecrets proof, boolean nowEnabled, TokenPolicy policy) {
        return new Client(
                id,
                name,
                type,
                proof,
                scopes,
                grantTypes,
                nowEnabled,
                introspectAll,
                verificationUriComplete,
                policy,
                createdAt);
    }
}
