package dev.authgate.server.token;

import dev.authgate.server.client.Client;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.oauth.Secrets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the tokens of a grant, and stores what is kept of them. */
public final class TokenIssuer {
    /** So that a scanner that finds one in a public place knows what it is. */
    static final String REFRESH_TOKEN_PREFIX = "agr_";

    private final TokenSettings settings;
    private final AccessTokens accessTokens;
    private final Tokens tokens;
    private final Secrets secrets;

    public TokenIssuer(TokenSettings settings, AccessTokens accessTokens, Tokens tokens, Secrets secrets) {
        this.settings = settings;
        this.accessTokens = accessTokens;
        this.tokens = tokens;
        this.secrets = secrets;
    }

    /** When a grant made now ends. */
    public Instant grantEnd(Instant now) {
        return now.plus(settings.refreshTokenLifetime());
    }

    /** Draws and signs the first tokens of a grant. Stores nothing yet, so it may run before the transaction. */
    public FirstTokens prepare(Grant grant, Client client, Instant now) {
        var access = accessTokens.sign(secrets.nextId(now), grant.userId(), grant.clientId(), grant.scopes(), now);
        var refreshable = settings.refreshTokens() && client.allows(GrantType.REFRESH_TOKEN);
        var refresh = refreshable ? REFRESH_TOKEN_PREFIX + secrets.next() : null;
        return new FirstTokens(
                grant, new TokenSet(access, settings.accessTokenLifetime(), refresh, grant.scopes()), now);
    }

    /** Stores a grant and what is kept of its first tokens. Call inside the transaction that redeems the code. */
    public TokenSet store(FirstTokens first) {
        var grant = first.grant();
        var set = first.tokens();
        tokens.addGrant(grant);
        tokens.addAccessToken(new IssuedToken(
                SecretHash.of(set.accessToken()),
                grant.id(),
                grant.scopes(),
                first.at(),
                first.at().plus(set.expiresIn())));
        storeRefreshToken(set.refreshToken(), first);
        return set;
    }

    private void storeRefreshToken(@Nullable String refreshToken, FirstTokens first) {
        if (refreshToken != null) {
            var grant = first.grant();
            tokens.addRefreshToken(new IssuedToken(
                    SecretHash.of(refreshToken), grant.id(), grant.scopes(), first.at(), grant.expiresAt()));
        }
    }

    /** Tokens that nobody has yet. */
    public record FirstTokens(Grant grant, TokenSet tokens, Instant at) {}
}
