package dev.authgate.server.page;

/** Why the sign-in form is shown again. */
public enum LoginProblem {
    /** One message for both fields: it must not tell which names exist. */
    REFUSED("Invalid username or password.", "Check both and try again."),
    /** The form's token was no longer known, as after a restart of the browser. */
    FORM_TOO_OLD("This page was open for too long.", "Nothing was lost: sign in again."),
    /** The name that an external service vouches for belongs to somebody else here. */
    CONFLICT(
            "Username conflict with existing user. Please contact administrator.",
            "Tell them the name you typed. Nobody was signed in."),
    /** The service that knows the password does not answer; users whose password is kept here can still sign in. */
    UNAVAILABLE(
            "The service that checks your password can’t be reached right now.",
            "Your password was not refused. Wait a minute and try again.");

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
