package dev.authgate.server.token;

import dev.authgate.server.client.Client;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.oauth.Secrets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens, and stores what is kept of them.
 *
 * <p>Drawing and signing touches no store, so it happens before a transaction; storing happens inside.
 */
public final class TokenIssuer {
    /** So that a scanner that finds one in a public place knows what it is. */
    static final String REFRESH_TOKEN_PREFIX = "agr_";

    private final TokenSettings settings;
    private final AccessTokens accessTokens;
    private final Grants grants;
    private final Tokens tokens;
    private final Secrets secrets;

    public TokenIssuer(
            TokenSettings settings, AccessTokens accessTokens, Grants grants, Tokens tokens, Secrets secrets) {
        this.settings = settings;
        this.accessTokens = accessTokens;
        this.grants = grants;
        this.tokens = tokens;
        this.secrets = secrets;
    }

    /** When a grant that this client is given now ends. */
    public Instant grantEnd(Client client, Instant now) {
        return now.plus(settings.refreshTokenLifetime(client));
    }

    /** Draws and signs the first tokens of a grant. */
    public Drawn first(Grant grant, Client client, Instant now) {
        var refreshable = settings.refreshTokens() && client.allows(GrantType.REFRESH_TOKEN);
        return access(grant, client, grant.scopes(), now).with(refreshable ? newRefreshToken() : null);
    }

    /** Signs an access token of a grant; it never outlives the grant, and says so. */
    Drawn access(Grant grant, Client client, Scopes scopes, Instant now) {
        var left = Duration.between(now, grant.expiresAt());
        var lifetime = settings.accessTokenLifetime(client);
        var expiresIn = lifetime.compareTo(left) <= 0 ? lifetime : left;
        var token = accessTokens.sign(secrets.nextId(now), grant, scopes, now, expiresIn);
        return new Drawn(grant, new TokenSet(token, expiresIn, null, scopes), now);
    }

    String newRefreshToken() {
        return REFRESH_TOKEN_PREFIX + secrets.next();
    }

    /** Stores a grant and what is kept of its first tokens. Call inside the transaction that redeems the code. */
    public TokenSet storeFirst(Drawn drawn) {
        grants.add(drawn.grant());
        storeAccess(drawn);
        var refreshToken = drawn.tokens().refreshToken();
        if (refreshToken != null) {
            storeRefresh(drawn.grant(), refreshToken, drawn.at());
        }
        return drawn.tokens();
    }

    void storeAccess(Drawn drawn) {
        var set = drawn.tokens();
        tokens.addAccessToken(new IssuedToken(
                SecretHash.of(set.accessToken()),
                drawn.grant().id(),
                set.scopes(),
                drawn.at(),
                drawn.at().plus(set.expiresIn())));
    }

    void storeRefresh(Grant grant, String refreshToken, Instant now) {
        tokens.addRefreshToken(
                new IssuedToken(SecretHash.of(refreshToken), grant.id(), grant.scopes(), now, grant.expiresAt()));
    }

    /** Tokens that nobody has yet. */
    public record Drawn(Grant grant, TokenSet tokens, Instant at) {
        Drawn with(@Nullable String refreshToken) {
            var set = new TokenSet(tokens.accessToken(), tokens.expiresIn(), refreshToken, tokens.scopes());
            return new Drawn(grant, set, at);
        }
    }
}
