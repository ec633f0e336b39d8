package dev.authgate.server.sql;

import com.google.common.collect.Iterables;
import dev.authgate.server.device.DeviceAuthorization;
import dev.authgate.server.device.DeviceAuthorizations;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Claim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Device authorization requests in the database. */
final class SqlDeviceAuthorizations implements DeviceAuthorizations {
    private static final String COLUMNS = "id, device_code, user_code, client_id, scopes, status, user_id,"
            + " device_name, user_agent, address, created_at, expires_at, decided_at, interval_ms";

    private static final Lookup<DeviceAuthorization> FIND_BY_DEVICE_CODE = new Lookup<>(
            "SELECT " + COLUMNS + " FROM device_authorizations WHERE device_code = ?",
            SqlDeviceAuthorizations::authorization);
    private static final Lookup<DeviceAuthorization> FIND_BY_USER_CODE = new Lookup<>(
            "SELECT " + COLUMNS + " FROM device_authorizations WHERE user_code = ?",
            SqlDeviceAuthorizations::authorization);
    private static final HotStatement REPLACE = new HotStatement("UPDATE device_authorizations"
            + " SET status = ?, user_id = ?, decided_at = ? WHERE id = ? AND status = ?");
    private static final HotStatement SLOW_DOWN = new HotStatement("UPDATE device_authorizations"
            + " SET interval_ms = CASE WHEN interval_ms < ? THEN ? ELSE interval_ms END"
            + " WHERE device_code = ? AND status = 'pending'");
    private static final String EXPIRE_APPROVED =
            "UPDATE device_authorizations SET status = 'expired' WHERE user_id = ? AND status = 'approved'";
    /** So many at a time, the last ones repeated: one text for any number of codes, prepared once. */
    private static final int CODES_AT_A_TIME = 500;

    private static final String DECIDED_AMONG = "SELECT device_code FROM device_authorizations WHERE device_code IN (?"
            + ", ?".repeat(CODES_AT_A_TIME - 1) + ") AND status <> 'pending'";

    /** The status is part of the text: only so do both databases use the index on pending requests. */
    private static final String COUNT_PENDING =
            "SELECT count(*) AS pending FROM device_authorizations WHERE status = 'pending' AND expires_at > ?";

    private final Engine engine;

    SqlDeviceAuthorizations(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void add(DeviceAuthorization authorization) {
        engine.add(NewRow.of(
                NewRow.Table.DEVICE_AUTHORIZATIONS,
                authorization.id(),
                authorization.deviceCode().value(),
                authorization.userCode(),
                authorization.clientId(),
                authorization.scopes().toString(),
                Columns.name(authorization.status()),
                authorization.userId(),
                authorization.deviceName(),
                authorization.userAgent(),
                authorization.address(),
                authorization.createdAt().toEpochMilli(),
                authorization.expiresAt().toEpochMilli(),
                Columns.millis(authorization.decidedAt()),
                authorization.interval().toMillis()));
    }

    @Override
    public Optional<DeviceAuthorization> findByDeviceCode(SecretHash deviceCode) {
        return engine.find(FIND_BY_DEVICE_CODE, deviceCode.value());
    }

    @Override
    public Optional<DeviceAuthorization> findByUserCode(String userCode) {
        return engine.find(FIND_BY_USER_CODE, userCode);
    }

    @Override
    public Claim replacing(DeviceAuthorization expected, DeviceAuthorization next) {
        return new Change(
                        REPLACE,
                        expected.id(),
                        Arrays.asList(
                                Columns.name(next.status()),
                                next.userId(),
                                Columns.millis(next.decidedAt()),
                                expected.id(),
                                Columns.name(expected.status())))
                .by(engine);
    }

    @Override
    public boolean slowDown(SecretHash deviceCode, Duration interval) {
        return engine.write(
                handle -> SLOW_DOWN.changesOne(handle, interval.toMillis(), interval.toMillis(), deviceCode.value()));
    }

    @Override
    public int expireApprovedOf(String userId) {
        return engine.write(
                handle -> handle.createUpdate(EXPIRE_APPROVED).bind(0, userId).execute());
    }

    @Override
    public List<SecretHash> decidedAmong(Collection<SecretHash> deviceCodes) {
        var decided = new ArrayList<SecretHash>();
        Iterables.partition(deviceCodes, CODES_AT_A_TIME).forEach(some -> decided.addAll(decidedOf(some)));
        return decided;
    }

    private List<SecretHash> decidedOf(List<SecretHash> some) {
        return engine.read(handle -> {
            var query = handle.createQuery(DECIDED_AMONG);
            for (var i = 0; i < CODES_AT_A_TIME; i++) {
                query.bind(i, some.get(Math.min(i, some.size() - 1)).value());
            }
            return query.map((row, context) -> Columns.hash(row, "device_code")).list();
        });
    }

    @Override
    public long countPending(Instant now) {
        return engine.read(handle -> handle.createQuery(COUNT_PENDING)
                .bind(0, now.toEpochMilli())
                .map((row, context) -> row.getLong("pending"))
                .one());
    }

    private static DeviceAuthorization authorization(ResultSet row) throws SQLException {
        return new DeviceAuthorization(
                Columns.text(row, "id"),
                Columns.hash(row, "device_code"),
                Columns.text(row, "user_code"),
                Columns.text(row, "client_id"),
                Columns.scopes(row, "scopes"),
                Columns.constant(DeviceAuthorization.Status.class, row, "status"),
                Columns.optionalText(row, "user_id"),
                Columns.optionalText(row, "device_name"),
                Columns.optionalText(row, "user_agent"),
                Columns.text(row, "address"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "expires_at"),
                Columns.optionalInstant(row, "decided_at"),
                Duration.ofMillis(row.getLong("interval_ms")),
                null);
    }
}
