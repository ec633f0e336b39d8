package dev.authgate.sdk.verify;

/**
 * A token was not accepted; {@link #refusal()} says why and what to answer.
 *
 * <pre>{@code
 * try {
 *     VerifiedToken token = verifier.verifyHeader(header).orThrow();
 *     System.out.println("Hello " + token.subject());
 * } catch (TokenRefusedException e) {
 *     System.err.println(e.refusal().error().status() + " WWW-Authenticate: " + e.refusal().challenge());
 * }
 * }</pre>
 */
public final class TokenRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Verification.Refused refusal;

    TokenRefusedException(Verification.Refused refusal) {
        super(refusal.error().code() + ": " + refusal.reason());
        this.refusal = refusal;
    }

    /** Why, and what to answer. */
    public Verification.Refused refusal() {
        return refusal;
    }
}
