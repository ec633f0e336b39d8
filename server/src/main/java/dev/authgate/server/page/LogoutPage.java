package dev.authgate.server.page;

/** Asks before signing out: a link on another site must not be able to do it. */
public record LogoutPage(Visitor visitor) implements Page {
    @Override
    public String template() {
        return "logout.ftlh";
    }
}
