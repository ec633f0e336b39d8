package dev.authgate.server.sql;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Claim;
import dev.authgate.server.token.Grant;
import dev.authgate.server.token.IssuedToken;
import dev.authgate.server.token.RefreshStanding;
import dev.authgate.server.token.TokenMaker;
import dev.authgate.server.token.TokenStanding;
import dev.authgate.server.token.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tokens in the database. */
final class SqlTokens implements Tokens {
    private static final Lookup<TokenStanding> FIND_ACCESS_TOKEN = new Lookup<>(
            "SELECT t.grant_id, g.status, t.revoked, t.issued_at,"
                    + " t.expires_at, t.scopes, g.client_id, c.enabled AS client_enabled, g.user_id, u.username,"
                    + " u.enabled AS user_enabled, t.maker, t.token_type FROM access_tokens t"
                    + " JOIN grants g ON g.id = t.grant_id JOIN clients c ON c.id = g.client_id"
                    + " JOIN users u ON u.id = g.user_id WHERE t.hash = ?",
            SqlTokens::standing);
    private static final Lookup<RefreshStanding> FIND_REFRESH_TOKEN = new Lookup<>(
            "SELECT t.grant_id, g.status, FALSE AS revoked, t.issued_at,"
                    + " g.expires_at, t.scopes, g.client_id, c.enabled AS client_enabled, g.user_id, u.username,"
                    + " u.enabled AS user_enabled, 'local' AS maker, 'Bearer' AS token_type,"
                    + " t.spent_at, t.sealed_successor, g.id, g.device_name, g.user_agent, g.address, g.created_at,"
                    + " g.last_used_at, g.last_address FROM refresh_tokens t"
                    + " JOIN grants g ON g.id = t.grant_id JOIN clients c ON c.id = g.client_id"
                    + " JOIN users u ON u.id = g.user_id WHERE t.hash = ?",
            SqlTokens::refreshStanding);
    private static final HotStatement ADOPT = new HotStatement(
            "INSERT INTO access_tokens (hash, grant_id, scopes, issued_at, expires_at, maker, token_type)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET scopes = excluded.scopes,"
                    + " expires_at = excluded.expires_at WHERE access_tokens.grant_id = excluded.grant_id"
                    + " AND access_tokens.revoked = FALSE");
    private static final HotStatement SPEND = new HotStatement(
            "UPDATE refresh_tokens SET spent_at = ?, sealed_successor = ?" + " WHERE hash = ? AND spent_at IS NULL");
    private static final HotStatement REVOKE_ACCESS_TOKEN =
            new HotStatement("UPDATE access_tokens SET revoked = TRUE WHERE hash = ? AND revoked = FALSE");

    private final Engine engine;

    SqlTokens(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void addAccessToken(IssuedToken token) {
        add(NewRow.Table.ACCESS_TOKENS, token);
    }

    @Override
    public boolean adoptAccessToken(IssuedToken token) {
        engine.addKept();
        return engine.write(handle -> ADOPT.changesOne(
                handle,
                token.hash().value(),
                token.grantId(),
                token.scopes().toString(),
                token.issuedAt().toEpochMilli(),
                token.expiresAt().toEpochMilli(),
                Columns.name(token.maker()),
                token.type()));
    }

    @Override
    public void addRefreshToken(IssuedToken token) {
        add(NewRow.Table.REFRESH_TOKENS, token);
    }

    private void add(NewRow.Table table, IssuedToken token) {
        engine.add(NewRow.of(
                table,
                token.hash().value(),
                token.grantId(),
                token.scopes().toString(),
                token.issuedAt().toEpochMilli(),
                token.expiresAt().toEpochMilli()));
    }

    @Override
    public Optional<TokenStanding> findAccessToken(SecretHash hash) {
        return engine.find(FIND_ACCESS_TOKEN, hash.value());
    }

    @Override
    public Optional<RefreshStanding> findRefreshToken(SecretHash hash) {
        return engine.find(FIND_REFRESH_TOKEN, hash.value());
    }

    @Override
    public Claim spending(SecretHash hash, Instant now, String sealedSuccessor) {
        return new Change(SPEND, hash.value(), List.of(now.toEpochMilli(), sealedSuccessor, hash.value())).by(engine);
    }

    @Override
    public Claim revokingAccessToken(SecretHash hash) {
        return new Change(REVOKE_ACCESS_TOKEN, hash.value(), List.of(hash.value())).by(engine);
    }

    private static RefreshStanding refreshStanding(ResultSet row) throws SQLException {
        return new RefreshStanding(
                standing(row),
                SqlGrants.grant(row),
                Columns.optionalInstant(row, "spent_at"),
                Columns.optionalText(row, "sealed_successor"));
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
                row.getBoolean("user_enabled"),
                Columns.constant(TokenMaker.class, row, "maker"),
                Columns.text(row, "token_type"));
    }
}
