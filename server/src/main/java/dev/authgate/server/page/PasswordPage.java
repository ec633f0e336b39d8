package dev.authgate.server.page;

import org.jspecify.annotations.Nullable;

/**
 * The form that changes the visitor's password.
 *
 * @param problem why it was not changed, in words for the person; null when nothing was tried yet
 * @param endDevices whether the visitor has ticked that connected devices shall end too
 */
public record PasswordPage(Visitor visitor, @Nullable String problem, int minimumLength, boolean endDevices)
        implements Page {
    @Override
    public String template() {
        return "password.ftlh";
    }
}
