package dev.authgate.server.metadata;

import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this server offers: RFC 8414 section 2 and section 3, RFC 8628 section 4. Also served where only OpenID clients look, without
 * claiming a feature of OpenID.
 */
public final class MetadataResource {
    private static final List<String> SECRET_METHODS = List.of("client_secret_basic", "client_secret_post");
    private static final List<String> ALL_METHODS = List.of("client_secret_basic", "client_secret_post", "none");

    /** An extension of ours, as RFC 8414 section 2 allows: the largest {@code N} of {@code Prefer: wait=N} on a poll. */
    private static final String POLL_WAIT = "authgate_poll_wait_seconds_max";

    private final Map<String, Object> document = new LinkedHashMap<>();

    /**
     * Makes the document.
     *
     * @param issuer BASE_URL, never what a request says
     * @param grantTypes the grant types that the token endpoint was given
     * @param longestWait how long a poll may ask to wait (RFC 7240 section 4.3); zero when none may
     */
    public MetadataResource(String issuer, List<String> grantTypes, Duration longestWait) {
        document.put("issuer", issuer);
        document.put("token_endpoint", issuer + "/oauth/token");
        document.put("device_authorization_endpoint", issuer + "/oauth/device/code");
        document.put("introspection_endpoint", issuer + "/oauth/introspect");
        document.put("revocation_endpoint", issuer + "/oauth/revoke");
        document.put("jwks_uri", issuer + "/.well-known/jwks.json");
        document.put("response_types_supported", List.of());
        document.put("grant_types_supported", List.copyOf(grantTypes));
        document.put("token_endpoint_auth_methods_supported", ALL_METHODS);
        document.put("revocation_endpoint_auth_methods_supported", ALL_METHODS);
        document.put("introspection_endpoint_auth_methods_supported", SECRET_METHODS);
        if (!longestWait.isZero()) {
            document.put(POLL_WAIT, longestWait.toSeconds());
        }
    }

    /** Answers the document. */
    public Answer get(HttpRequest request) {
        return Answer.json(200, document).cacheable(request);
    }
}
