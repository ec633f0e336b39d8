package dev.authgate.server.page;

/** Why a password was not changed, and which field holds the reason. */
public enum PasswordProblem {
    CURRENT_WRONG("That is not your current password.", "current_password"),
    TOO_SHORT("The new password is too short.", "new_password"),
    TOO_LONG("The new password is too long.", "new_password"),
    TOO_COMMON("The new password is one that many people use.", "new_password"),
    TOO_CLOSE("The new password is your username, or close to it.", "new_password"),
    UNCHANGED("The new password is the same as the current one.", "new_password"),
    NOT_REPEATED("The two new passwords are not the same.", "repeat_password");

    private final String message;
    private final String field;

    PasswordProblem(String message, String field) {
        this.message = message;
        this.field = field;
    }

    /** What happened. */
    public String message() {
        return message;
    }

    /** The form field to correct. */
    public String field() {
        return field;
    }
}
