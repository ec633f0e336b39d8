package dev.authgate.server.page;

/** Why the sign-in form is shown again. */
public enum LoginProblem {
    /** One message for both fields: it must not tell which names exist. */
    REFUSED("Invalid username or password.", "Check both and try again."),
    /** The form's token was no longer known, as after a restart of the browser. */
    FORM_TOO_OLD("This page was open for too long.", "Nothing was lost: sign in again."),
    /** The name that an external service vouches for belongs to somebody else here. */
    CONFLICT("Username conflict with existing user.", "Please contact administrator.");

    private final String message;
    private final String advice;

    LoginProblem(String message, String advice) {
        this.message = message;
        this.advice = advice;
    }

    /** What happened. */
    public String message() {
        return message;
    }

    /** What to do about it. */
    public String advice() {
        return advice;
    }
}
