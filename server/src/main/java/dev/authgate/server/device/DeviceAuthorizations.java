package dev.authgate.server.device;

import dev.authgate.server.oauth.SecretHash;
import java.time.Instant;
import java.util.Optional;

/** The device authorization requests. The time of the last poll is not kept here. */
public interface DeviceAuthorizations {
    /** Adds a request; false when its user code is taken, so that another is drawn. */
    boolean add(DeviceAuthorization authorization);

    Optional<DeviceAuthorization> findByDeviceCode(SecretHash deviceCode);

    Optional<DeviceAuthorization> findByUserCode(String userCode);

    /**
     * Puts {@code next} in place of {@code expected}, in one statement whose row count decides; false when the status
     * or the interval in the store has moved on.
     */
    boolean replace(DeviceAuthorization expected, DeviceAuthorization next);

    /** How many requests are waiting for a decision: what a guesser could hit. */
    long countPending(Instant now);
}
