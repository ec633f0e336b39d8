package dev.authgate.server.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The device that asks. Name and agent are what it says of itself, unverified; the page keeps them apart from what the
 * server saw.
 */
public record AskingDevice(
        String clientName,
        String clientId,
        Instant askedAt,
        String address,
        @Nullable String deviceName,
        @Nullable String userAgent) {

    public AskingDevice {
        clientName = ClientText.shown(clientName, ClientText.NAME_LENGTH);
        clientId = ClientText.shown(clientId, ClientText.IDENTIFIER_LENGTH);
        address = ClientText.shown(address, ClientText.IDENTIFIER_LENGTH);
        deviceName = ClientText.shownOrNull(deviceName, ClientText.NAME_LENGTH);
        userAgent = ClientText.shownOrNull(userAgent, ClientText.AGENT_LENGTH);
    }
}
