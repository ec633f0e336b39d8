package dev.authgate.server.sql;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.token.Grant;
import dev.authgate.server.token.IssuedToken;
import dev.authgate.server.token.RefreshStanding;
import dev.authgate.server.token.TokenStanding;
import dev.authgate.server.token.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Tokens in the database. */
final class SqlTokens implements Tokens {
    private static final String FIND_ACCESS_TOKEN = "SELECT t.grant_id, g.status, t.revoked, t.issued_at,"
            + " t.expires_at, t.scopes, g.client_id, c.enabled AS client_enabled, g.user_id, u.username,"
            + " u.enabled AS user_enabled FROM access_tokens t JOIN grants g ON g.id = t.grant_id"
            + " JOIN clients c ON c.id = g.client_id JOIN users u ON u.id = g.user_id WHERE t.hash = ?";
    private static final String FIND_REFRESH_TOKEN = "SELECT t.grant_id, g.status, FALSE AS revoked, t.issued_at,"
            + " g.expires_at, t.scopes, g.client_id, c.enabled AS client_enabled, g.user_id, u.username,"
            + " u.enabled AS user_enabled, t.spent_at, t.sealed_successor FROM refresh_tokens t"
            + " JOIN grants g ON g.id = t.grant_id JOIN clients c ON c.id = g.client_id"
            + " JOIN users u ON u.id = g.user_id WHERE t.hash = ?";
    private static final String SPEND =
            "UPDATE refresh_tokens SET spent_at = ?, sealed_successor = ?" + " WHERE hash = ? AND spent_at IS NULL";
    private static final String REVOKE_ACCESS_TOKEN =
            "UPDATE access_tokens SET revoked = TRUE WHERE hash = ? AND revoked = FALSE";

    private final Engine engine;

    SqlTokens(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void addAccessToken(IssuedToken token) {
        add(NewRow.Table.ACCESS_TOKENS, token);
    }

    @Override
    public void addRefreshToken(IssuedToken token) {
        add(NewRow.Table.REFRESH_TOKENS, token);
    }

    private void add(NewRow.Table table, IssuedToken token) {
        engine.add(new NewRow(table, row -> row.bind(0, token.hash().value())
                .bind(1, token.grantId())
                .bind(2, token.scopes().toString())
                .bind(3, token.issuedAt().toEpochMilli())
                .bind(4, token.expiresAt().toEpochMilli())));
    }

    @Override
    public Optional<TokenStanding> findAccessToken(SecretHash hash) {
        return engine.read(handle -> handle.createQuery(FIND_ACCESS_TOKEN)
                .bind(0, hash.value())
                .map((row, context) -> standing(row))
                .findOne());
    }

    @Override
    public Optional<RefreshStanding> findRefreshToken(SecretHash hash) {
        return engine.read(handle -> handle.createQuery(FIND_REFRESH_TOKEN)
                .bind(0, hash.value())
                .map((row, context) -> new RefreshStanding(
                        standing(row),
                        Columns.optionalInstant(row, "spent_at"),
                        Columns.optionalText(row, "sealed_successor")))
                .findOne());
    }

    @Override
    public boolean spend(SecretHash hash, Instant now, String sealedSuccessor) {
        return engine.write(handle -> handle.createUpdate(SPEND)
                        .bind(0, now.toEpochMilli())
                        .bind(1, sealedSuccessor)
                        .bind(2, hash.value())
                        .execute()
                == 1);
    }

    @Override
    public boolean revokeAccessToken(SecretHash hash) {
        return engine.write(handle ->
                handle.createUpdate(REVOKE_ACCESS_TOKEN).bind(0, hash.value()).execute() == 1);
    }

    private static TokenStanding standing(ResultSet row) throws SQLException {
        return new TokenStanding(
                Columns.text(row, "grant_id"),
                Columns.constant(Grant.Status.class, row, "status"),
                row.getBoolean("revoked"),
                Columns.instant(row, "issued_at"),
                Columns.instant(row, "expires_at"),
                Columns.scopes(row, "scopes"),
                Columns.text(row, "client_id"),
                row.getBoolean("client_enabled"),
                Columns.text(row, "user_id"),
                Columns.text(row, "username"),
                row.getBoolean("user_enabled"));
    }
}
