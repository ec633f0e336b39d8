package dev.authgate.server.sql;

import dev.authgate.server.session.Attempts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Failed attempts in the database. */
final class SqlAttempts implements Attempts {
    private static final String FIND = "SELECT failures, last_at FROM attempts WHERE subject = ?";
    private static final String INCREMENT = "INSERT INTO attempts (subject, failures, last_at) VALUES (?, 1, ?)"
            + " ON CONFLICT (subject) DO UPDATE SET"
            + " failures = CASE WHEN attempts.last_at < ? THEN 1 ELSE attempts.failures + 1 END,"
            + " last_at = excluded.last_at RETURNING failures, last_at";
    private static final String DECREMENT =
            "UPDATE attempts SET failures = failures - 1 WHERE subject = ? AND failures > 0";
    private static final String RESET = "DELETE FROM attempts WHERE subject = ?";

    private final Engine engine;

    SqlAttempts(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<Count> find(String subject) {
        return engine.read(handle -> handle.createQuery(FIND)
                .bind(0, subject)
                .map((row, context) -> count(row))
                .findOne());
    }

    @Override
    public Count increment(String subject, Instant now, Instant forgetBefore) {
        return engine.write(handle -> handle.createQuery(INCREMENT)
                .bind(0, subject)
                .bind(1, now.toEpochMilli())
                .bind(2, forgetBefore.toEpochMilli())
                .map((row, context) -> count(row))
                .one());
    }

    @Override
    public void decrement(String subject) {
        engine.write(handle -> handle.createUpdate(DECREMENT).bind(0, subject).execute());
    }

    @Override
    public void reset(String subject) {
        engine.write(handle -> handle.createUpdate(RESET).bind(0, subject).execute());
    }

    private static Count count(ResultSet row) throws SQLException {
        return new Count(row.getInt("failures"), Columns.instant(row, "last_at"));
    }
}
