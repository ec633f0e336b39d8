package dev.authgate.server.page;

import org.jspecify.annotations.Nullable;

/** The sign-in form; {@code redirect} is the path on this server that comes after it. */
public record LoginPage(
        String csrfToken,
        @Nullable String redirect,
        String username,
        @Nullable LoginProblem problem) implements Page {
    public LoginPage {
        username = ClientText.shown(username, ClientText.USERNAME_LENGTH);
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
