package dev.authgate.server.token;

import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.GrantType;
import java.time.Instant;

/** A grant type of the token endpoint. It only decides: the shared steps before and after cannot be forgotten. */
public interface TokenGrant {
    GrantType type();

    /**
     * Decides on a request of an authenticated client that may use this grant type.
     *
     * @throws dev.authgate.server.oauth.OAuthException {@code invalid_request} when a parameter is missing
     */
    TokenResult decide(Client client, FormParameters parameters, Origin origin, Instant now);
}
