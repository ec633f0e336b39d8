package dev.authgate.server.key;

import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** The public keys: RFC 7517 section 5. Empty when tokens are signed with a shared secret. */
public final class JwksResource {
    private final TokenKeys keys;

    public JwksResource(TokenKeys keys) {
        this.keys = keys;
    }

    /** Answers the keys that verify now, and the next one, which will. */
    public Answer get(HttpRequest request) {
        var published = keys.published(request.now()).stream().map(this::jwk).toList();
        return Answer.json(200, Map.of("keys", published)).cacheable(request);
    }

    private Map<String, Object> jwk(TokenKeys.Named<PublicKey> named) {
        Jwk<?> jwk = Jwks.builder()
                .key(named.key())
                .id(named.id())
                .algorithm(keys.algorithm().jwaName())
                .publicKeyUse("sig")
                .build();
        return new LinkedHashMap<>(jwk);
    }
}
