package dev.authgate.server.page;

import org.jspecify.annotations.Nullable;

/** A client on a device, as people tell one from the other. The device's name is what it says of itself. */
public record NamedDevice(String clientName, @Nullable String deviceName) {
    public NamedDevice {
        clientName = ClientText.shown(clientName, ClientText.NAME_LENGTH);
        deviceName = ClientText.shownOrNull(deviceName, ClientText.NAME_LENGTH);
    }
}
