package dev.authgate.server.token;

import dev.authgate.server.client.Client;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.Refusal;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.oauth.Secrets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens, and stores what is kept of them.
 *
 * <p>Drawing and signing touches no store, so it happens before a transaction; storing happens inside. Where somebody else
 * makes the access tokens, drawing asks them, and must not happen inside one.
 */
public final class TokenIssuer {
    /** So that a scanner that finds one in a public place knows what it is. */
    static final String REFRESH_TOKEN_PREFIX = "agr_";

    private final TokenSettings settings;
    private final TokenProvider provider;
    private final Grants grants;
    private final Tokens tokens;
    private final Secrets secrets;

    public TokenIssuer(TokenSettings settings, TokenProvider provider, Grants grants, Tokens tokens, Secrets secrets) {
        this.settings = settings;
        this.provider = provider;
        this.grants = grants;
        this.tokens = tokens;
        this.secrets = secrets;
    }

    /** How long drawing tokens may take; zero when nobody else is asked. */
    public Duration patience() {
        return provider.patience();
    }

    /** When a grant that this client is given now ends. */
    public Instant grantEnd(Client client, Instant now) {
        return now.plus(settings.refreshTokenLifetime(client));
    }

    /**
     * Draws and signs the first tokens of a grant.
     *
     * @throws dev.authgate.server.oauth.OAuthException when somebody else makes them and does not
     */
    public Drawn first(Grant grant, Client client, Instant now) {
        var refreshable = settings.refreshTokens() && client.allows(GrantType.REFRESH_TOKEN);
        return access(grant, client, grant.scopes(), now).with(refreshable ? newRefreshToken() : null);
    }

    /** Signs an access token of a grant; it never outlives the grant, and says so. */
    Drawn access(Grant grant, Client client, Scopes scopes, Instant now) {
        var left = Duration.between(now, grant.expiresAt());
        var made =
                provider.make(new TokenOrder(grant, scopes, shorter(settings.accessTokenLifetime(client), left), now));
        var set = new TokenSet(made.text(), made.type(), shorter(made.lifetime(), left), null, scopes);
        return new Drawn(grant, set, made.maker(), now);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
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

    /**
     * Stores what is kept of an access token.
     *
     * @throws OAuthException when it is another grant's already: whatever the transaction has done is then undone
     */
    void storeAccess(Drawn drawn) {
        var set = drawn.tokens();
        var issued = new IssuedToken(
                SecretHash.of(set.accessToken()),
                drawn.grant().id(),
                set.scopes(),
                drawn.at(),
                drawn.at().plus(set.expiresIn()),
                drawn.maker(),
                set.tokenType());
        if (drawn.maker() == TokenMaker.LOCAL) {
            tokens.addAccessToken(issued);
        } else if (!tokens.adoptAccessToken(issued)) {
            throw new OAuthException(Refusal.retryLater(
                    OAuthError.TEMPORARILY_UNAVAILABLE,
                    "the token service gave a token that is somebody else's or was revoked",
                    Duration.ofSeconds(30)));
        }
    }

    void storeRefresh(Grant grant, String refreshToken, Instant now) {
        tokens.addRefreshToken(
                new IssuedToken(SecretHash.of(refreshToken), grant.id(), grant.scopes(), now, grant.expiresAt()));
    }

    /** Tokens that nobody has yet. */
    public record Drawn(Grant grant, TokenSet tokens, TokenMaker maker, Instant at) {
        Drawn with(@Nullable String refreshToken) {
            var set = new TokenSet(
                    tokens.accessToken(), tokens.tokenType(), tokens.expiresIn(), refreshToken, tokens.scopes());
            return new Drawn(grant, set, maker, at);
        }
    }
}
