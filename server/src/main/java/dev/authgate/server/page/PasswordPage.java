package dev.authgate.server.page;

import org.jspecify.annotations.Nullable;

/** The form that changes the visitor's password. */
public record PasswordPage(Visitor visitor, @Nullable PasswordProblem problem, int minimumLength) implements Page {
    @Override
    public String template() {
        return "password.ftlh";
    }
}
