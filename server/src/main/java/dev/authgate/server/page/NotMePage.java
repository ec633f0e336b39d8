package dev.authgate.server.page;

/** The visitor did not approve this device: it is ended, and there is more to do now. */
public record NotMePage(Visitor visitor, NamedDevice device, String requestId) implements Page {
    public NotMePage {
        requestId = ClientText.shown(requestId, ClientText.IDENTIFIER_LENGTH);
    }

    @Override
    public String template() {
        return "not-me.ftlh";
    }
}
