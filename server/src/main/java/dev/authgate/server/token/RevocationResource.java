package dev.authgate.server.token;

import dev.authgate.server.client.ClientAuthenticator;
import dev.authgate.server.client.ClientCredentials;
import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import java.util.Map;

/** The revocation endpoint: RFC 7009 section 2. */
public final class RevocationResource {
    private final ClientAuthenticator authenticator;
    private final Revocation revocation;

    public RevocationResource(ClientAuthenticator authenticator, Revocation revocation) {
        this.authenticator = authenticator;
        this.revocation = revocation;
    }

    /** RFC 7009 section 2.2: the answer is the same whether there was anything to end or not. */
    public Answer post(HttpRequest request) {
        var form = request.form();
        var credentials = ClientCredentials.find(request.authorization(), form);
        var client = credentials.map(given -> authenticator.authenticate(given, request.origin(), request.now()));
        var token = form.require("token");
        client.ifPresentOrElse(
                known -> revocation.revoke(token, known, request.origin(), request.now()),
                () -> revocation.revokeAnonymously(token, request.origin(), request.now()));
        return Answer.json(200, Map.of());
    }
}
