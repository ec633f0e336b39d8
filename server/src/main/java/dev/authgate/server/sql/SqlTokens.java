package dev.authgate.server.sql;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.token.Grant;
import dev.authgate.server.token.IssuedToken;
import dev.authgate.server.token.TokenStanding;
import dev.authgate.server.token.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Grants and tokens in the database. */
final class SqlTokens implements Tokens {
    private static final String ADD_GRANT = "INSERT INTO grants (id, user_id, client_id, scopes, status, device_name,"
            + " user_agent, address, created_at, last_used_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ADD_ACCESS_TOKEN =
            "INSERT INTO access_tokens (hash, grant_id, scopes, issued_at, expires_at) VALUES (?, ?, ?, ?, ?)";
    private static final String ADD_REFRESH_TOKEN =
            "INSERT INTO refresh_tokens (hash, grant_id, scopes, issued_at, expires_at) VALUES (?, ?, ?, ?, ?)";
    private static final String FIND_ACCESS_TOKEN = "SELECT t.grant_id, g.status, t.revoked, t.issued_at,"
            + " t.expires_at, t.scopes, g.client_id, c.enabled AS client_enabled, g.user_id, u.username,"
            + " u.enabled AS user_enabled FROM access_tokens t JOIN grants g ON g.id = t.grant_id"
            + " JOIN clients c ON c.id = g.client_id JOIN users u ON u.id = g.user_id WHERE t.hash = ?";
    private static final String HAS_GRANT =
            "SELECT EXISTS (SELECT 1 FROM grants WHERE user_id = ? AND client_id = ?) AS found";

    private final Engine engine;

    SqlTokens(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void addGrant(Grant grant) {
        engine.write(handle -> handle.createUpdate(ADD_GRANT)
                .bind(0, grant.id())
                .bind(1, grant.userId())
                .bind(2, grant.clientId())
                .bind(3, grant.scopes().toString())
                .bind(4, Columns.name(grant.status()))
                .bind(5, grant.deviceName())
                .bind(6, grant.userAgent())
                .bind(7, grant.address())
                .bind(8, grant.createdAt().toEpochMilli())
                .bind(9, grant.lastUsedAt().toEpochMilli())
                .bind(10, grant.expiresAt().toEpochMilli())
                .execute());
    }

    @Override
    public void addAccessToken(IssuedToken token) {
        addToken(ADD_ACCESS_TOKEN, token);
    }

    @Override
    public void addRefreshToken(IssuedToken token) {
        addToken(ADD_REFRESH_TOKEN, token);
    }

    private void addToken(String sql, IssuedToken token) {
        engine.write(handle -> handle.createUpdate(sql)
                .bind(0, token.hash().value())
                .bind(1, token.grantId())
                .bind(2, token.scopes().toString())
                .bind(3, token.issuedAt().toEpochMilli())
                .bind(4, token.expiresAt().toEpochMilli())
                .execute());
    }

    @Override
    public Optional<TokenStanding> findAccessToken(SecretHash hash) {
        return engine.read(handle -> handle.createQuery(FIND_ACCESS_TOKEN)
                .bind(0, hash.value())
                .map((row, context) -> standing(row))
                .findOne());
    }

    @Override
    public boolean hasGrant(String userId, String clientId) {
        return engine.read(handle -> handle.createQuery(HAS_GRANT)
                .bind(0, userId)
                .bind(1, clientId)
                .map((row, context) -> row.getBoolean("found"))
                .one());
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
