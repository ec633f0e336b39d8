package dev.authgate.server.page;

/**
 * The password was changed, and the visitor's other sessions ended.
 *
 * @param devicesEnded whether the connected devices were ended too, as the visitor wished
 */
public record PasswordChangedPage(Visitor visitor, boolean devicesEnded) implements Page {
    @Override
    public String template() {
        return "password-changed.ftlh";
    }
}
