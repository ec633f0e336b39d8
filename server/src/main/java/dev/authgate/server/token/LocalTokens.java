package dev.authgate.server.token;

import dev.authgate.server.oauth.Secrets;
import java.time.Duration;

/** Makes access tokens here, as signed JWTs. */
public final class LocalTokens implements TokenProvider {
    private final AccessTokens accessTokens;
    private final Secrets secrets;

    public LocalTokens(AccessTokens accessTokens, Secrets secrets) {
        this.accessTokens = accessTokens;
        this.secrets = secrets;
    }

    @Override
    public MadeToken make(TokenOrder order) {
        var id = secrets.nextId(order.now());
        var text = accessTokens.sign(id, order.grant(), order.scopes(), order.now(), order.lifetime());
        return new MadeToken(text, MadeToken.BEARER, order.lifetime(), TokenMaker.LOCAL);
    }

    @Override
    public Duration patience() {
        return Duration.ZERO;
    }
}
