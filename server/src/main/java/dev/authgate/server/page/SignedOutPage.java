package dev.authgate.server.page;

/** The visitor signed out. */
public record SignedOutPage() implements Page {
    @Override
    public String template() {
        return "signed-out.ftlh";
    }
}
