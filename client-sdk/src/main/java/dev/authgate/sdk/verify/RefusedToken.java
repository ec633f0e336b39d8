package dev.authgate.sdk.verify;

import java.util.List;

/** Carries a refusal from the rule that found it to the verifier's answer. */
final class RefusedToken extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Verification.Refused refusal;

    private RefusedToken(Verification.Refused refusal) {
        super(refusal.reason(), null, false, false);
        this.refusal = refusal;
    }

    static RefusedToken because(String reason) {
        return new RefusedToken(new Verification.Refused(BearerError.INVALID_TOKEN, reason, List.of()));
    }

    static RefusedToken scope(List<String> required) {
        return new RefusedToken(new Verification.Refused(
                BearerError.INSUFFICIENT_SCOPE, "the token was not granted what this needs", required));
    }

    Verification.Refused refusal() {
        return refusal;
    }
}
