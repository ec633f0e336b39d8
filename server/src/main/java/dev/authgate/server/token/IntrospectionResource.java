package dev.authgate.server.token;

import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientAuthenticator;
import dev.authgate.server.client.ClientCredentials;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.SecretHash;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The introspection endpoint: RFC 7662 section 2. For clients that can prove who they are, so that nobody scans tokens. */
public final class IntrospectionResource {
    private final ClientAuthenticator authenticator;
    private final TokenChecks checks;
    private final Tokens tokens;
    private final TokenSettings settings;

    public IntrospectionResource(
            ClientAuthenticator authenticator, TokenChecks checks, Tokens tokens, TokenSettings settings) {
        this.authenticator = authenticator;
        this.checks = checks;
        this.tokens = tokens;
        this.settings = settings;
    }

    /** RFC 7662 section 2.2: of a token that does not count nothing is told, not even why. */
    public Answer post(HttpRequest request) {
        var client = client(request);
        var token = request.form().require("token");
        return accessToken(token, client, request.now())
                .or(() -> refreshToken(token, client, request.now()))
                .map(members -> Answer.json(200, members))
                .orElseGet(() -> Answer.json(200, Map.of("active", false)));
    }

    private Client client(HttpRequest request) {
        var credentials = ClientCredentials.find(request.authorization(), request.form())
                .orElseThrow(() -> new OAuthException(OAuthError.INVALID_CLIENT, "client authentication is required"));
        var client = authenticator.authenticate(credentials, request.origin(), request.now());
        if (client.type() != ClientType.CONFIDENTIAL) {
            throw new OAuthException(OAuthError.INVALID_CLIENT, "a public client may not introspect tokens");
        }
        return client;
    }

    private static boolean maySee(Client client, TokenStanding standing) {
        return client.introspectAll() || client.id().equals(standing.clientId());
    }

    private Optional<Map<String, Object>> accessToken(String token, Client client, Instant now) {
        return checks.check(token, now)
                .filter(good -> maySee(client, good.standing()))
                .map(good -> {
                    var members = members(good.standing());
                    members.put("token_type", good.standing().type());
                    members.put("aud", settings.audience());
                    good.addTo(members);
                    return members;
                });
    }

    private Optional<Map<String, Object>> refreshToken(String token, Client client, Instant now) {
        return tokens.findRefreshToken(SecretHash.of(token))
                .filter(found -> found.active(now) && found.spentAt() == null)
                .map(RefreshStanding::standing)
                .filter(standing -> maySee(client, standing))
                .map(this::members);
    }

    private Map<String, Object> members(TokenStanding standing) {
        var members = new LinkedHashMap<String, Object>();
        members.put("active", true);
        members.put("scope", standing.scopes().toString());
        members.put("client_id", standing.clientId());
        members.put("username", standing.username());
        members.put("sub", standing.userId());
        members.put("iss", settings.issuer());
        members.put("iat", standing.issuedAt().getEpochSecond());
        members.put("exp", standing.expiresAt().getEpochSecond());
        return members;
    }
}
