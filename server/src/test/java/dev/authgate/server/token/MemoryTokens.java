package dev.authgate.server.token;

import dev.authgate.server.client.Clients;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Claim;
import dev.authgate.server.storage.MemoryRows;
import dev.authgate.server.storage.Rewindable;
import dev.authgate.server.user.Users;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens in memory; the standing of a token is looked together from the other stores. */
public final class MemoryTokens implements Tokens, Rewindable {
    private final MemoryRows<SecretHash, Access> accessTokens = new MemoryRows<>();
    private final MemoryRows<SecretHash, Refresh> refreshTokens = new MemoryRows<>();
    private final Grants grants;
    private final Users users;
    private final Clients clients;

    private record Access(IssuedToken token, boolean revoked) {}

    private record Refresh(
            IssuedToken token,
            @Nullable Instant spentAt,
            @Nullable String sealedSuccessor) {}

    public MemoryTokens(Grants grants, Users users, Clients clients) {
        this.grants = grants;
        this.users = users;
        this.clients = clients;
    }

    @Override
    public void addAccessToken(IssuedToken token) {
        requireGrant(token);
        added(accessTokens.add(token.hash(), new Access(token, false), other -> false));
    }

    @Override
    public boolean adoptAccessToken(IssuedToken token) {
        requireGrant(token);
        return accessTokens.add(token.hash(), new Access(token, false), other -> false)
                || accessTokens.replace(
                        token.hash(),
                        row -> row.token().grantId().equals(token.grantId()) && !row.revoked(),
                        row -> new Access(token, false));
    }

    @Override
    public void addRefreshToken(IssuedToken token) {
        requireGrant(token);
        added(refreshTokens.add(token.hash(), new Refresh(token, null, null), other -> false));
    }

    private void requireGrant(IssuedToken token) {
        if (grants.find(token.grantId()).isEmpty()) {
            throw new IllegalStateException("There is no such grant");
        }
    }

    private static void added(boolean isNew) {
        if (!isNew) {
            throw new IllegalStateException("There is a row with this key");
        }
    }

    @Override
    public Optional<TokenStanding> findAccessToken(SecretHash hash) {
        return accessTokens
                .find(hash)
                .map(row -> standing(row.token(), row.revoked(), row.token().expiresAt()));
    }

    @Override
    public Optional<RefreshStanding> findRefreshToken(SecretHash hash) {
        return refreshTokens.find(hash).map(row -> {
            var grant = grants.find(row.token().grantId()).orElseThrow();
            return new RefreshStanding(
                    standing(row.token(), false, grant.expiresAt()), grant, row.spentAt(), row.sealedSuccessor());
        });
    }

    private TokenStanding standing(IssuedToken token, boolean revoked, Instant expiresAt) {
        var grant = grants.find(token.grantId()).orElseThrow();
        var user = users.find(grant.userId()).orElseThrow();
        var client = clients.find(grant.clientId()).orElseThrow();
        return new TokenStanding(
                grant.id(),
                grant.status(),
                revoked,
                token.issuedAt(),
                expiresAt,
                token.scopes(),
                client.id(),
                client.enabled(),
                user.id(),
                user.username(),
                user.enabled(),
                token.maker(),
                token.type());
    }

    @Override
    public Claim spending(SecretHash hash, Instant now, String sealedSuccessor) {
        return () -> refreshTokens.replace(
                hash, row -> row.spentAt() == null, row -> new Refresh(row.token(), now, sealedSuccessor));
    }

    @Override
    public Claim revokingAccessToken(SecretHash hash) {
        return () -> accessTokens.replace(hash, row -> !row.revoked(), row -> new Access(row.token(), true));
    }

    /** All access tokens, in the order they were issued. */
    public List<IssuedToken> accessTokens() {
        return accessTokens.all().stream().map(Access::token).toList();
    }

    /** All refresh tokens, in the order they were issued. */
    public List<IssuedToken> refreshTokens() {
        return refreshTokens.all().stream().map(Refresh::token).toList();
    }

    @Override
    public Runnable remember() {
        var before = List.of(accessTokens.remember(), refreshTokens.remember());
        return () -> before.forEach(Runnable::run);
    }
}
