package dev.authgate.server.oauth;

/** A refused request on its way to the one place that answers it. Carries no stack trace: a refusal is not a fault. */
public final class OAuthException extends RuntimeException {
    private final transient Refusal refusal;

    public OAuthException(Refusal refusal) {
        super(refusal.error().code() + ": " + refusal.description(), null, false, false);
        this.refusal = refusal;
    }

    public OAuthException(OAuthError error, String description) {
        this(new Refusal(error, description));
    }

    public Refusal refusal() {
        return refusal;
    }
}
