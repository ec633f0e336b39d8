package dev.authgate.server.client;

import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself: RFC 6749 section 2.3.1 and section 3.2.1.
 *
 * @param secret null when none was sent
 */
public record ClientCredentials(String id, @Nullable String secret) {
    private static final String BASIC = "basic ";

    /**
     * Reads the one way in which the client identifies itself.
     *
     * @param authorization the values of all {@code Authorization} headers
     * @throws OAuthException {@code invalid_request} when two ways are used at once or none; {@code invalid_client}
     *     when the header is not well-formed HTTP Basic
     */
    public static ClientCredentials of(List<String> authorization, FormParameters parameters) {
        return find(authorization, parameters)
                .orElseThrow(() -> new OAuthException(OAuthError.INVALID_REQUEST, "client_id is required"));
    }

    /** The same, for an endpoint that can do without a client. */
    public static Optional<ClientCredentials> find(List<String> authorization, FormParameters parameters) {
        var bodyId = parameters.find("client_id");
        var bodySecret = parameters.find("client_secret");
        if (authorization.isEmpty()) {
            refuseIf(bodyId.isEmpty() && bodySecret.isPresent(), "client_id is required beside client_secret");
            return bodyId.map(id -> new ClientCredentials(id, bodySecret.orElse(null)));
        }
        refuseIf(authorization.size() > 1, "one Authorization header is allowed");
        refuseIf(bodySecret.isPresent(), "a client authenticates by header or by body, not by both");
        var credentials = basic(authorization.get(0));
        refuseIf(
                bodyId.isPresent() && !bodyId.get().equals(credentials.id()),
                "client_id differs from the client in the Authorization header");
        return Optional.of(credentials);
    }

    private static ClientCredentials basic(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            throw malformed();
        }
        var pair = decoded(header.substring(BASIC.length()).strip());
        var colon = pair.indexOf(':');
        if (colon < 1) {
            throw malformed();
        }
        try {
            var secret = FormParameters.decode(pair.substring(colon + 1));
            return new ClientCredentials(
                    FormParameters.decode(pair.substring(0, colon)), secret.isEmpty() ? null : secret);
        } catch (OAuthException e) {
            throw malformed();
        }
    }

    private static String decoded(String base64) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw malformed();
        }
    }

    private static OAuthException malformed() {
        return new OAuthException(
                OAuthError.INVALID_CLIENT, "the Authorization header must be HTTP Basic with client id and secret");
    }

    private static void refuseIf(boolean wrong, String description) {
        if (wrong) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, description);
        }
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "ClientCredentials[" + id + "]";
    }
}
