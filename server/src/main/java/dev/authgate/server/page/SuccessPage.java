package dev.authgate.server.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The visitor approved: the device goes on by itself. */
public record SuccessPage(
        Visitor visitor, String clientName, @Nullable String deviceName, List<Permission> permissions, Instant until)
        implements Page {

    public SuccessPage {
        clientName = ClientText.shown(clientName, ClientText.NAME_LENGTH);
        deviceName = ClientText.shownOrNull(deviceName, ClientText.NAME_LENGTH);
        permissions = List.copyOf(permissions);
    }

    @Override
    public String template() {
        return "success.ftlh";
    }
}
