package dev.authgate.server.token;

import dev.authgate.server.client.ClientAuthenticator;
import dev.authgate.server.client.ClientCredentials;
import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The token endpoint: RFC 6749 section 3.2. Its shared steps are numbered; a grant type only takes the fifth. */
public final class TokenResource {
    private final ClientAuthenticator authenticator;
    private final Map<GrantType, TokenGrant> grants = new EnumMap<>(GrantType.class);

    public TokenResource(ClientAuthenticator authenticator, List<TokenGrant> grants) {
        this.authenticator = authenticator;
        grants.forEach(grant -> this.grants.put(grant.type(), grant));
    }

    /**
     * Answers a token request.
     *
     * @throws OAuthException when it is refused
     */
    public Answer post(HttpRequest request) {
        return answer(decide(request));
    }

    /**
     * Decides on a token request, for who has more to do before it is answered.
     *
     * @throws OAuthException when it is refused before a grant type has a say
     */
    public TokenResult decide(HttpRequest request) {
        // 1. What is asked?
        var parameters = request.form();
        var credentials = ClientCredentials.of(request.authorization(), parameters);
        var grantType = parameters.require("grant_type");

        // 2. Who asks?
        var client = authenticator.authenticate(credentials, request.origin(), request.now());

        // 3. Is this way of asking known here?
        var grant = GrantType.ofParameter(grantType).map(grants::get).orElseThrow(this::unsupported);

        // 4. May this client ask so?
        if (!client.allows(grant.type())) {
            throw new OAuthException(OAuthError.UNAUTHORIZED_CLIENT, "this client may not use this grant type");
        }

        // 5. What is the decision? It is still a value here, when the transaction is over.
        return grant.decide(client, parameters, request.origin(), request.now());
    }

    /**
     * 6. Tells a decision.
     *
     * @throws OAuthException when it is a refusal
     */
    public static Answer answer(TokenResult result) {
        return answer(result.orThrow());
    }

    /** The values of {@code grant_type} that are served. */
    public List<String> grantTypes() {
        return grants.keySet().stream().map(GrantType::parameter).toList();
    }

    private OAuthException unsupported() {
        return new OAuthException(
                OAuthError.UNSUPPORTED_GRANT_TYPE, "supported grant types: " + String.join(", ", grantTypes()));
    }

    /** RFC 6749 section 5.1. */
    private static Answer answer(TokenSet tokens) {
        var members = new LinkedHashMap<String, Object>();
        members.put("access_token", tokens.accessToken());
        members.put("token_type", tokens.tokenType());
        members.put("expires_in", tokens.expiresIn().toSeconds());
        if (tokens.refreshToken() != null) {
            members.put("refresh_token", tokens.refreshToken());
        }
        members.put("scope", tokens.scopes().toString());
        return Answer.json(200, members);
    }
}
