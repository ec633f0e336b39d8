package dev.authgate.server.sql;

import dev.authgate.server.token.Grant;
import dev.authgate.server.token.Grants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Grants in the database. */
final class SqlGrants implements Grants {
    private static final String COLUMNS = "id, user_id, client_id, scopes, status, device_name, user_agent, address,"
            + " created_at, last_used_at, last_address, expires_at";
    private static final String FIND = "SELECT " + COLUMNS + " FROM grants WHERE id = ?";
    private static final String USE = "UPDATE grants SET last_used_at = ?, last_address = ?, expires_at = ?"
            + " WHERE id = ? AND status = 'active'";
    private static final String CHANGE = "UPDATE grants SET status = ? WHERE id = ? AND status = ?";
    private static final String REVOKE_ALL =
            "UPDATE grants SET status = 'revoked' WHERE user_id = ? AND status <> 'revoked'";
    private static final String HAS_ANY =
            "SELECT EXISTS (SELECT 1 FROM grants WHERE user_id = ? AND client_id = ?) AS found";
    /** The condition on the status is that of the index on grants that are not revoked, to the letter. */
    private static final String COUNT_LASTING =
            "SELECT count(*) AS lasting FROM grants WHERE user_id = ?" + " AND status <> 'revoked' AND expires_at > ?";

    private static final String UNREVOKED_OF = "SELECT " + COLUMNS + " FROM grants WHERE user_id = ?"
            + " AND status <> 'revoked' AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?";

    private final Engine engine;

    SqlGrants(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void add(Grant grant) {
        engine.add(new NewRow(NewRow.Table.GRANTS, row -> row.bind(0, grant.id())
                .bind(1, grant.userId())
                .bind(2, grant.clientId())
                .bind(3, grant.scopes().toString())
                .bind(4, Columns.name(grant.status()))
                .bind(5, grant.deviceName())
                .bind(6, grant.userAgent())
                .bind(7, grant.address())
                .bind(8, grant.createdAt().toEpochMilli())
                .bind(9, grant.lastUsedAt().toEpochMilli())
                .bind(10, grant.lastAddress())
                .bind(11, grant.expiresAt().toEpochMilli())));
    }

    @Override
    public Optional<Grant> find(String id) {
        return engine.read(handle -> handle.createQuery(FIND)
                .bind(0, id)
                .map((row, context) -> grant(row))
                .findOne());
    }

    @Override
    public boolean use(Grant used) {
        return engine.write(handle -> handle.createUpdate(USE)
                        .bind(0, used.lastUsedAt().toEpochMilli())
                        .bind(1, used.lastAddress())
                        .bind(2, used.expiresAt().toEpochMilli())
                        .bind(3, used.id())
                        .execute()
                == 1);
    }

    @Override
    public boolean change(String id, Grant.Status expected, Grant.Status next) {
        return engine.write(handle -> handle.createUpdate(CHANGE)
                        .bind(0, Columns.name(next))
                        .bind(1, id)
                        .bind(2, Columns.name(expected))
                        .execute()
                == 1);
    }

    @Override
    public int revokeAllOf(String userId) {
        engine.addKept();
        return engine.write(
                handle -> handle.createUpdate(REVOKE_ALL).bind(0, userId).execute());
    }

    @Override
    public boolean hasAny(String userId, String clientId) {
        engine.addKept();
        return engine.read(handle -> handle.createQuery(HAS_ANY)
                .bind(0, userId)
                .bind(1, clientId)
                .map((row, context) -> row.getBoolean("found"))
                .one());
    }

    @Override
    public int countLasting(String userId, Instant now) {
        engine.addKept();
        return engine.read(handle -> handle.createQuery(COUNT_LASTING)
                .bind(0, userId)
                .bind(1, now.toEpochMilli())
                .map((row, context) -> row.getInt("lasting"))
                .one());
    }

    @Override
    public List<Grant> unrevokedOf(String userId, Position after, int limit) {
        engine.addKept();
        return engine.read(handle -> handle.createQuery(UNREVOKED_OF)
                .bind(0, userId)
                .bind(1, after.createdAt().toEpochMilli())
                .bind(2, after.id())
                .bind(3, limit)
                .map((row, context) -> grant(row))
                .list());
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                Columns.text(row, "id"),
                Columns.text(row, "user_id"),
                Columns.text(row, "client_id"),
                Columns.scopes(row, "scopes"),
                Columns.constant(Grant.Status.class, row, "status"),
                Columns.optionalText(row, "device_name"),
                Columns.optionalText(row, "user_agent"),
                Columns.text(row, "address"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "last_used_at"),
                Columns.text(row, "last_address"),
                Columns.instant(row, "expires_at"));
    }
}
