package dev.authgate.sdk.service;

/**
 * What a {@link RequestVerifier} finds out about a request. Only {@link #GENUINE} may be answered; the rest gets 401.
 *
 * <pre>{@code
 * var verifier = RequestVerifier.of(SigningScheme.HMAC2, System.getenv("AUTHGATE_SECRET"));
 * var body = exchange.getRequestBody().readAllBytes();
 * var verdict = verifier.verify("POST", "/api/verify", exchange.getRequestHeaders()::getFirst, body);
 * if (verdict == Verdict.OUT_OF_TIME) {
 *     System.err.println("Do the clocks of AuthGate and of this service agree?");
 * }
 * }</pre>
 */
public enum Verdict {
    /** From AuthGate, just now, and for the first time. */
    GENUINE,
    /** {@code X-Signature}, {@code X-Timestamp} or {@code X-Nonce} is missing. */
    UNSIGNED,
    /** One of them cannot be read, or belongs to a scheme that is not accepted. */
    MALFORMED,
    /** Signed too long ago, or too far ahead: the clocks may not agree. */
    OUT_OF_TIME,
    /** The signature does not fit: another secret, or something was changed on the way. */
    FORGED,
    /** It has been here before. */
    REPLAYED,
    /** So many genuine requests came in a few minutes that no more can be remembered, and without that none is accepted. */
    TOO_MANY;

    public boolean isGenuine() {
        return this == GENUINE;
    }
}
