package dev.authgate.server.page;

import org.jspecify.annotations.Nullable;

/** The sign-in form; {@code redirect} is the path on this server that comes after it. */
public record LoginPage(
        String csrfToken,
        @Nullable String redirect,
        String username,
        @Nullable LoginProblem problem) implements Page {
    private static final int USERNAME_LENGTH = 128;

    public LoginPage {
        username = ClientText.shown(username, USERNAME_LENGTH);
    }

    /** The token would let another site sign people in, so it stays out of logs. */
    @Override
    public String toString() {
        return "LoginPage[" + problem + "]";
    }

    @Override
    public String template() {
        return "login.ftlh";
    }
}
