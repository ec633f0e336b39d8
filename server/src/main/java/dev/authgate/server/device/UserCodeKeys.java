package dev.authgate.server.device;

import dev.authgate.server.oauth.Hmac;
import java.util.List;

/**
 * Turns user codes into what is stored of them: HMAC-SHA256 under a server secret.
 *
 * <p>A plain hash would not do: 34.5 bits are searched in a minute by whoever reads the database.
 */
public final class UserCodeKeys {
    private final List<Hmac> keys;

    /**
     * Makes the hashes of one or more keys.
     *
     * @param keys the key for new codes, and after it those whose codes are still accepted
     */
    public UserCodeKeys(List<byte[]> keys) {
        this.keys = keys.stream().map(Hmac::new).toList();
    }

    /** What is stored of a new code. */
    String hash(UserCode code) {
        return keys.get(0).of(code.letters());
    }

    /** All that may be stored of a code that somebody typed, newest key first. */
    List<String> hashes(UserCode code) {
        return keys.stream().map(key -> key.of(code.letters())).toList();
    }
}
