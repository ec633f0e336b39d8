package dev.authgate.server.token;

import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Is this access token good? Asked by whoever holds it: RFC 6750 section 2.1 and section 3. */
public final class TokenInfoResource {
    private static final String REALM = "Bearer realm=\"AuthGate\"";
    private static final String BEARER = "bearer ";

    private final TokenChecks checks;
    private final String issuer;
    private final boolean byQuery;

    /**
     * Makes the endpoint.
     *
     * @param byQuery whether the token may come in the query, as old clients send it (RFC 6750 section 2.3 advises
     *     against it)
     */
    public TokenInfoResource(TokenChecks checks, String issuer, boolean byQuery) {
        this.checks = checks;
        this.issuer = issuer;
        this.byQuery = byQuery;
    }

    /** Answers what the token is, or a challenge. */
    public Answer get(HttpRequest request) {
        Optional<String> token;
        try {
            token = token(request);
        } catch (OAuthException e) {
            return badRequest(e.refusal().description());
        }
        if (token.isEmpty()) {
            return Answer.json(401, Map.of("error_description", "send the access token as Authorization: Bearer"))
                    .with("WWW-Authenticate", REALM);
        }
        return checks.check(token.get(), request.now())
                .map(this::answer)
                .orElseThrow(() -> new OAuthException(
                        OAuthError.INVALID_TOKEN, "the access token is unknown, expired or revoked"));
    }

    private Optional<String> token(HttpRequest request) {
        var headers = request.authorization();
        var query = byQuery ? request.query().find("access_token") : Optional.<String>empty();
        if (headers.size() > 1 || (!headers.isEmpty() && query.isPresent())) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, "send the access token in one way only");
        }
        return headers.stream()
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip())
                .findFirst()
                .or(() -> query);
    }

    private static Answer badRequest(String description) {
        return Answer.json(400, Map.of("error", OAuthError.INVALID_REQUEST.code(), "error_description", description))
                .with("WWW-Authenticate", REALM + ", error=\"invalid_request\"");
    }

    private Answer answer(TokenChecks.GoodToken token) {
        var standing = token.standing();
        var members = new LinkedHashMap<String, Object>();
        members.put("active", true);
        members.put("user_id", standing.userId());
        members.put("sub", standing.userId());
        members.put("username", standing.username());
        members.put("client_id", standing.clientId());
        members.put("scope", standing.scopes().toString());
        members.put("exp", standing.expiresAt().getEpochSecond());
        members.put("iat", standing.issuedAt().getEpochSecond());
        members.put("iss", issuer);
        members.put("token_type", standing.type());
        token.addTo(members);
        return Answer.json(200, members);
    }
}
