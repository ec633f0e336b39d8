package dev.authgate.sdk.verify;

/** A token was not accepted; {@link #refusal()} says why and what to answer. */
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
