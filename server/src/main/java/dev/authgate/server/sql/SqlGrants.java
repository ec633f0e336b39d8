package dev.authgate.server.sql;

import dev.authgate.server.storage.Claim;
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
    private static final Lookup<Grant> FIND =
            new Lookup<>("SELECT " + COLUMNS + " FROM grants WHERE id = ?", SqlGrants::grant);
    private static final HotStatement USE =
            new HotStatement("UPDATE grants SET last_used_at = ?, last_address = ?, expires_at = ?"
                    + " WHERE id = ? AND status = 'active'");
    private static final HotStatement CHANGE =
            new HotStatement("UPDATE grants SET status = ? WHERE id = ? AND status = ?");
    private static final String REVOKE_ALL =
            "UPDATE grants SET status = 'revoked' WHERE user_id = ? AND status <> 'revoked'";
    private static final Lookup<Boolean> HAS_ANY = new Lookup<>(
            "SELECT EXISTS (SELECT 1 FROM grants" + " WHERE user_id = ? AND client_id = ?) AS found",
            row -> row.getBoolean("found"));
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
        engine.add(NewRow.of(
                NewRow.Table.GRANTS,
                grant.id(),
                grant.userId(),
                grant.clientId(),
                grant.scopes().toString(),
                Columns.name(grant.status()),
                grant.deviceName(),
                grant.userAgent(),
                grant.address(),
                grant.createdAt().toEpochMilli(),
                grant.lastUsedAt().toEpochMilli(),
                grant.lastAddress(),
                grant.expiresAt().toEpochMilli()));
    }

    @Override
    public Optional<Grant> find(String id) {
        return engine.find(FIND, id);
    }

    @Override
    public Claim using(Grant used) {
        return new Change(
                        USE,
                        used.id(),
                        List.of(
                                used.lastUsedAt().toEpochMilli(),
                                used.lastAddress(),
                                used.expiresAt().toEpochMilli(),
                                used.id()))
                .by(engine);
    }

    @Override
    public boolean change(String id, Grant.Status expected, Grant.Status next) {
        return engine.write(handle -> CHANGE.changesOne(handle, Columns.name(next), id, Columns.name(expected)));
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
        return engine.find(HAS_ANY, userId, clientId).orElseThrow();
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

    /** A grant, from a row that has all of its columns. */
    static Grant grant(ResultSet row) throws SQLException {
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
