package dev.authgate.server.device;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.MemoryRows;
import dev.authgate.server.storage.Rewindable;
import java.time.Instant;
import java.util.Optional;

/** Device authorization requests in memory. */
public final class MemoryDeviceAuthorizations implements DeviceAuthorizations, Rewindable {
    private final MemoryRows<String, DeviceAuthorization> rows = new MemoryRows<>();

    @Override
    public boolean add(DeviceAuthorization authorization) {
        return rows.add(authorization.id(), stored(authorization), other -> other.userCode()
                .equals(authorization.userCode()));
    }

    /** What a database would keep: not the time of the last poll. */
    private static DeviceAuthorization stored(DeviceAuthorization authorization) {
        return new DeviceAuthorization(
                authorization.id(),
                authorization.deviceCode(),
                authorization.userCode(),
                authorization.clientId(),
                authorization.scopes(),
                authorization.status(),
                authorization.userId(),
                authorization.deviceName(),
                authorization.userAgent(),
                authorization.address(),
                authorization.createdAt(),
                authorization.expiresAt(),
                authorization.decidedAt(),
                authorization.interval(),
                null);
    }

    @Override
    public Optional<DeviceAuthorization> findByDeviceCode(SecretHash deviceCode) {
        return rows.findFirst(row -> row.deviceCode().equals(deviceCode));
    }

    @Override
    public Optional<DeviceAuthorization> findByUserCode(String userCode) {
        return rows.findFirst(row -> row.userCode().equals(userCode));
    }

    @Override
    public boolean replace(DeviceAuthorization expected, DeviceAuthorization next) {
        return rows.replace(
                expected.id(),
                row -> row.status() == expected.status() && row.interval().equals(expected.interval()),
                row -> stored(next));
    }

    @Override
    public long countPending(Instant now) {
        return rows.all().stream()
                .filter(row -> row.status() == DeviceAuthorization.Status.PENDING && now.isBefore(row.expiresAt()))
                .count();
    }

    @Override
    public Runnable remember() {
        return rows.remember();
    }
}
