package dev.authgate.server.device;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.AlreadyTaken;
import dev.authgate.server.storage.Claim;
import dev.authgate.server.storage.MemoryRows;
import dev.authgate.server.storage.Rewindable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Device authorization requests in memory. */
public class MemoryDeviceAuthorizations implements DeviceAuthorizations, Rewindable {
    private final MemoryRows<String, DeviceAuthorization> rows = new MemoryRows<>();

    @Override
    public void add(DeviceAuthorization authorization) {
        var added = rows.add(authorization.id(), stored(authorization), other -> other.userCode()
                .equals(authorization.userCode()));
        if (!added) {
            throw new AlreadyTaken("The user code is that of another request");
        }
    }

    /** What a database would keep: not the time of the last poll. */
    private static DeviceAuthorization stored(DeviceAuthorization row) {
        return with(row, row.status(), row.userId(), row.decidedAt(), row.interval());
    }

    private static DeviceAuthorization with(
            DeviceAuthorization row,
            DeviceAuthorization.Status status,
            @Nullable String userId,
            @Nullable Instant decidedAt,
            Duration interval) {
        return new DeviceAuthorization(
                row.id(),
                row.deviceCode(),
                row.userCode(),
                row.clientId(),
                row.scopes(),
                status,
                userId,
                row.deviceName(),
                row.userAgent(),
                row.address(),
                row.createdAt(),
                row.expiresAt(),
                decidedAt,
                interval,
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
    public Claim replacing(DeviceAuthorization expected, DeviceAuthorization next) {
        return () -> rows.replace(expected.id(), row -> row.status() == expected.status(), row -> decided(row, next));
    }

    private static DeviceAuthorization decided(DeviceAuthorization row, DeviceAuthorization next) {
        return with(row, next.status(), next.userId(), next.decidedAt(), row.interval());
    }

    @Override
    public boolean slowDown(SecretHash deviceCode, Duration interval) {
        return findByDeviceCode(deviceCode)
                .map(found -> rows.replace(
                        found.id(),
                        row -> row.status() == DeviceAuthorization.Status.PENDING,
                        row -> row.interval().compareTo(interval) >= 0 ? row : slowed(row, interval)))
                .orElse(false);
    }

    private static DeviceAuthorization slowed(DeviceAuthorization row, Duration interval) {
        return with(row, row.status(), row.userId(), row.decidedAt(), interval);
    }

    @Override
    public int expireApprovedOf(String userId) {
        return (int) rows.all().stream()
                .filter(row -> userId.equals(row.userId()))
                .filter(row -> rows.replace(
                        row.id(), MemoryDeviceAuthorizations::isApproved, MemoryDeviceAuthorizations::expired))
                .count();
    }

    private static boolean isApproved(DeviceAuthorization row) {
        return row.status() == DeviceAuthorization.Status.APPROVED;
    }

    private static DeviceAuthorization expired(DeviceAuthorization row) {
        return with(row, DeviceAuthorization.Status.EXPIRED, row.userId(), row.decidedAt(), row.interval());
    }

    @Override
    public List<SecretHash> decidedAmong(Collection<SecretHash> deviceCodes) {
        return deviceCodes.stream()
                .flatMap(code -> findByDeviceCode(code).stream())
                .filter(row -> row.status() != DeviceAuthorization.Status.PENDING)
                .map(DeviceAuthorization::deviceCode)
                .toList();
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
