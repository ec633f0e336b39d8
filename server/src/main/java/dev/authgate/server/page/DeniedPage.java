package dev.authgate.server.page;

/** The visitor denied: nothing was connected. */
public record DeniedPage(Visitor visitor, String clientName, String userCode) implements Page {
    public DeniedPage {
        clientName = ClientText.shown(clientName, ClientText.NAME_LENGTH);
        userCode = ClientText.shown(userCode, ClientText.CODE_LENGTH);
    }

    @Override
    public String template() {
        return "denied.ftlh";
    }
}
