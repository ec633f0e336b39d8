package dev.authgate.sdk.verify;

/**
 * RFC 6750 section 3.1: why a resource server does not serve a request with a token.
 *
 * <pre>{@code
 * Verification result = verifier.verifyHeader(header);
 * if (result instanceof Verification.Refused refused) {
 *     int status = refused.error().status();                       // 400, 401 or 403
 *     boolean mayTryAnother = refused.error() == BearerError.INVALID_TOKEN;
 *     System.err.println(status + " " + refused.error().code() + (mayTryAnother ? ", get a new token" : ""));
 * }
 * }</pre>
 */
public enum BearerError {
    /** The request has no token where it should have one. */
    INVALID_REQUEST("invalid_request", 400),
    /** The token is not to be trusted, over, or not meant for this resource server. */
    INVALID_TOKEN("invalid_token", 401),
    /** The token is good, but was not granted what the request needs. */
    INSUFFICIENT_SCOPE("insufficient_scope", 403);

    private final String code;
    private final int status;

    BearerError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** The error code on the wire. */
    public String code() {
        return code;
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }
}
