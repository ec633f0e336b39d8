package dev.authgate.server.device;

import java.time.Duration;

/**
 * How device authorizations are made.
 *
 * @param baseUrl where people reach this server, without a slash at the end
 * @param lifetime {@code expires_in}
 * @param interval the polling interval at first
 * @param waitingPolls how many polls may wait for their user on this node; zero when none may
 */
public record DeviceSettings(String baseUrl, Duration lifetime, Duration interval, int waitingPolls) {}
