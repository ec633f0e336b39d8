package dev.authgate.server.token;

import dev.authgate.server.client.Clients;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.MemoryRows;
import dev.authgate.server.storage.Rewindable;
import dev.authgate.server.user.Users;
import java.util.List;
import java.util.Optional;

/** Grants and tokens in memory; the standing of a token is looked together from the other stores. */
public final class MemoryTokens implements Tokens, Rewindable {
    private final MemoryRows<String, Grant> grants = new MemoryRows<>();
    private final MemoryRows<SecretHash, IssuedToken> accessTokens = new MemoryRows<>();
    private final MemoryRows<SecretHash, IssuedToken> refreshTokens = new MemoryRows<>();
    private final Users users;
    private final Clients clients;

    public MemoryTokens(Users users, Clients clients) {
        this.users = users;
        this.clients = clients;
    }

    @Override
    public void addGrant(Grant grant) {
        added(grants.add(grant.id(), grant, other -> false));
    }

    @Override
    public void addAccessToken(IssuedToken token) {
        added(accessTokens.add(ofKnownGrant(token).hash(), token, other -> false));
    }

    @Override
    public void addRefreshToken(IssuedToken token) {
        added(refreshTokens.add(ofKnownGrant(token).hash(), token, other -> false));
    }

    private IssuedToken ofKnownGrant(IssuedToken token) {
        if (grants.find(token.grantId()).isEmpty()) {
            throw new IllegalStateException("There is no such grant");
        }
        return token;
    }

    private static void added(boolean isNew) {
        if (!isNew) {
            throw new IllegalStateException("There is a row with this key");
        }
    }

    @Override
    public Optional<TokenStanding> findAccessToken(SecretHash hash) {
        return accessTokens.find(hash).map(this::standing);
    }

    private TokenStanding standing(IssuedToken token) {
        var grant = grants.find(token.grantId()).orElseThrow();
        var user = users.find(grant.userId()).orElseThrow();
        var client = clients.find(grant.clientId()).orElseThrow();
        return new TokenStanding(
                grant.id(),
                grant.status(),
                false,
                token.issuedAt(),
                token.expiresAt(),
                token.scopes(),
                client.id(),
                client.enabled(),
                user.id(),
                user.username(),
                user.enabled());
    }

    @Override
    public boolean hasGrant(String userId, String clientId) {
        return grants.findFirst(grant ->
                        grant.userId().equals(userId) && grant.clientId().equals(clientId))
                .isPresent();
    }

    /** All grants, in the order they were given. */
    public List<Grant> grants() {
        return grants.all();
    }

    /** All refresh tokens, in the order they were issued. */
    public List<IssuedToken> refreshTokens() {
        return refreshTokens.all();
    }

    @Override
    public Runnable remember() {
        var before = List.of(grants.remember(), accessTokens.remember(), refreshTokens.remember());
        return () -> before.forEach(Runnable::run);
    }
}
