package dev.authgate.server.device;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.AlreadyTaken;
import dev.authgate.server.storage.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The device authorization requests. The time of the last poll is not kept here. */
public interface DeviceAuthorizations {
    /**
     * Adds a request.
     *
     * @throws AlreadyTaken when its user code is taken, so that another is to be drawn; at the latest when the unit of work
     *     ends
     */
    void add(DeviceAuthorization authorization);

    Optional<DeviceAuthorization> findByDeviceCode(SecretHash deviceCode);

    Optional<DeviceAuthorization> findByUserCode(String userCode);

    /**
     * Moves a request from the status it is expected to have to the next, with who decided and when; fails when the status
     * has moved on.
     */
    Claim replacing(DeviceAuthorization expected, DeviceAuthorization next);

    /** Lengthens the interval of a request that still waits; false when it waits no more. Never shortens it. */
    boolean slowDown(SecretHash deviceCode, Duration interval);

    /** Ends what this user has approved and no device has collected yet, and says how many there were. */
    int expireApprovedOf(String userId);

    /** Those of the device codes whose requests have been decided, or have ended otherwise. */
    List<SecretHash> decidedAmong(Collection<SecretHash> deviceCodes);

    /** How many requests are waiting for a decision: what a guesser could hit. */
    long countPending(Instant now);
}
