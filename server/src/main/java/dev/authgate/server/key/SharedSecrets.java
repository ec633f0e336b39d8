package dev.authgate.server.key;

import dev.authgate.server.key.KeyStanding.State;
import dev.authgate.server.oauth.SecretHash;
import io.jsonwebtoken.security.Keys;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The setting {@code JWT_SECRET} as a key, and the secret before it, which still verifies. */
public final class SharedSecrets implements TokenKeys {
    private static final int KEY_ID_LENGTH = 16;

    private final List<Named<Key>> keys;

    /**
     * Keys of secrets.
     *
     * @param secrets the one that signs, and after it those that still verify; at least 32 bytes each
     */
    public SharedSecrets(List<String> secrets) {
        this.keys = secrets.stream().map(SharedSecrets::named).toList();
    }

    /** The name is a hash, so it gives nothing away. */
    private static Named<Key> named(String secret) {
        var id = SecretHash.of("kid " + secret).value().substring(0, KEY_ID_LENGTH);
        return new Named<>(id, Keys.hmacShaKeyFor(secret.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public SigningAlgorithm algorithm() {
        return SigningAlgorithm.HS256;
    }

    @Override
    public Named<Key> signing(Instant now) {
        return keys.get(0);
    }

    @Override
    public Optional<Key> verifying(String keyId, Instant now) {
        return keys.stream()
                .filter(key -> key.id().equals(keyId))
                .map(Named::key)
                .findFirst();
    }

    @Override
    public List<Named<PublicKey>> published(Instant now) {
        return List.of();
    }

    /** Since when a setting has its value, nobody keeps. */
    @Override
    public List<KeyStanding> standings(Instant now) {
        var signing = keys.get(0);
        return keys.stream()
                .map(key -> new KeyStanding(
                        key.id(),
                        SigningAlgorithm.HS256,
                        key.equals(signing) ? State.SIGNING : State.VERIFYING,
                        null,
                        null))
                .toList();
    }
}
