package dev.authgate.server.page;

/** The password was changed, and the visitor's other sessions ended. */
public record PasswordChangedPage(Visitor visitor) implements Page {
    @Override
    public String template() {
        return "password-changed.ftlh";
    }
}
