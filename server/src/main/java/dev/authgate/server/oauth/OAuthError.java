package dev.authgate.server.oauth;

/**
 * The error codes that go over the wire: RFC 6749 section 5.2, RFC 8628 section 3.5, RFC 6750 section 3.1.
 *
 * <p>The HTTP status of each is decided in one {@code switch} without a default, so a new code without a status does
 * not compile.
 */
public enum OAuthError {
    INVALID_REQUEST("invalid_request"),
    INVALID_CLIENT("invalid_client"),
    INVALID_GRANT("invalid_grant"),
    UNAUTHORIZED_CLIENT("unauthorized_client"),
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type"),
    INVALID_SCOPE("invalid_scope"),
    ACCESS_DENIED("access_denied"),
    AUTHORIZATION_PENDING("authorization_pending"),
    SLOW_DOWN("slow_down"),
    EXPIRED_TOKEN("expired_token"),
    INVALID_TOKEN("invalid_token"),
    /** The media type of the body is not the one form type the endpoints take; answered as invalid_request with 415. */
    UNSUPPORTED_MEDIA_TYPE("invalid_request"),
    /** The body is larger than any real request; answered as invalid_request with 413. */
    REQUEST_TOO_LARGE("invalid_request"),
    /** Too many requests from one place; answered as temporarily_unavailable with 429. */
    TOO_MANY_REQUESTS("temporarily_unavailable"),
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable"),
    SERVER_ERROR("server_error");

    private final String code;

    OAuthError(String code) {
        this.code = code;
    }

    /** The value of the {@code error} member. */
    public String code() {
        return code;
    }
}
