package dev.authgate.server.sql;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.session.Session;
import dev.authgate.server.session.Sessions;
import dev.authgate.server.session.SignedInUser;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Browser sessions in the database. */
final class SqlSessions implements Sessions {
    private static final String ADD =
            "INSERT INTO sessions (id, user_id, signed_in_at, last_seen_at, expires_at)" + " VALUES (?, ?, ?, ?, ?)";
    private static final Lookup<Session> FIND = new Lookup<>(
            "SELECT id, user_id, signed_in_at, last_seen_at, expires_at FROM sessions WHERE id = ?",
            row -> session(row, "id"));
    private static final Lookup<SignedInUser> FIND_WITH_USER = new Lookup<>(
            "SELECT session_id, user_id, signed_in_at, last_seen_at, expires_at, " + SqlUsers.COLUMNS
                    + " FROM (SELECT id AS session_id, user_id, signed_in_at, last_seen_at, expires_at"
                    + " FROM sessions WHERE id = ?) AS session JOIN users ON users.id = session.user_id",
            row -> new SignedInUser(session(row, "session_id"), SqlUsers.user(row)));
    private static final HotStatement TOUCH = new HotStatement("UPDATE sessions SET last_seen_at = ? WHERE id = ?");
    private static final String REMOVE = "DELETE FROM sessions WHERE id = ?";
    private static final String REMOVE_ALL_OF = "DELETE FROM sessions WHERE user_id = ?";

    private final Engine engine;

    SqlSessions(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void add(Session session) {
        engine.write(handle -> handle.createUpdate(ADD)
                .bind(0, session.id().value())
                .bind(1, session.userId())
                .bind(2, session.signedInAt().toEpochMilli())
                .bind(3, session.lastSeenAt().toEpochMilli())
                .bind(4, session.expiresAt().toEpochMilli())
                .execute());
    }

    @Override
    public Optional<Session> find(SecretHash id) {
        return engine.find(FIND, id.value());
    }

    @Override
    public Optional<SignedInUser> findWithUser(SecretHash id) {
        return engine.find(FIND_WITH_USER, id.value());
    }

    @Override
    public void touch(SecretHash id, Instant now) {
        engine.write(handle -> TOUCH.changesOne(handle, now.toEpochMilli(), id.value()));
    }

    @Override
    public boolean remove(SecretHash id) {
        return engine.write(
                handle -> handle.createUpdate(REMOVE).bind(0, id.value()).execute() == 1);
    }

    @Override
    public int removeAllOf(String userId) {
        return engine.write(
                handle -> handle.createUpdate(REMOVE_ALL_OF).bind(0, userId).execute());
    }

    private static Session session(ResultSet row, String id) throws SQLException {
        return new Session(
                Columns.hash(row, id),
                Columns.text(row, "user_id"),
                Columns.instant(row, "signed_in_at"),
                Columns.instant(row, "last_seen_at"),
                Columns.instant(row, "expires_at"));
    }
}
