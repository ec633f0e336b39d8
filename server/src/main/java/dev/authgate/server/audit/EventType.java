package dev.authgate.server.audit;

/** What can happen that somebody may have to answer for. The name in the store is the constant's, in lower case. */
public enum EventType {
    SIGN_IN_SUCCEEDED(Severity.INFO),
    SIGN_IN_FAILED(Severity.WARNING),
    SIGN_IN_LIMITED(Severity.WARNING),
    SIGN_OUT(Severity.INFO),
    PASSWORD_CHANGED(Severity.INFO),
    DEVICE_REQUESTED(Severity.INFO),
    DEVICE_APPROVED(Severity.INFO),
    DEVICE_DENIED(Severity.INFO),
    DEVICE_EXPIRED(Severity.INFO),
    DEVICE_REDEEMED(Severity.INFO),
    DEVICE_CODE_REPLAYED(Severity.WARNING),
    USER_CODE_REJECTED(Severity.WARNING),
    USER_CODE_LIMITED(Severity.WARNING),
    USER_CODE_GUESSING(Severity.CRITICAL),
    TOKEN_REFRESHED(Severity.INFO),
    REFRESH_TOKEN_REUSED(Severity.CRITICAL),
    TOKEN_SERVICE_MISMATCH(Severity.CRITICAL),
    TOKEN_REVOKED(Severity.INFO),
    GRANT_REVOKED(Severity.INFO),
    GRANT_DISABLED(Severity.INFO),
    GRANT_ENABLED(Severity.INFO),
    GRANT_DISOWNED(Severity.CRITICAL),
    ALL_GRANTS_REVOKED(Severity.WARNING),
    CLIENT_AUTHENTICATION_LIMITED(Severity.WARNING),
    CLIENT_FORMER_SECRET_USED(Severity.INFO),
    CLIENT_CREATED(Severity.INFO),
    CLIENT_CHANGED(Severity.INFO),
    USER_CREATED(Severity.INFO),
    USER_CHANGED(Severity.INFO),
    SIGNING_KEY_ADDED(Severity.INFO),
    SIGNING_KEY_RETIRED(Severity.CRITICAL),
    SERVER_SEEDED(Severity.INFO);

    private final Severity severity;

    EventType(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }

    /** How soon somebody should look. */
    public enum Severity {
        INFO,
        WARNING,
        CRITICAL
    }
}
