package dev.authgate.server.device;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns user codes into what is stored of them: HMAC-SHA256 under a server secret.
 *
 * <p>A plain hash would not do: 34.5 bits are searched in a minute by whoever reads the database.
 */
public final class UserCodeKeys {
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    /**
     * Makes the hashes of one or more keys.
     *
     * @param keys the key for new codes, and after it those whose codes are still accepted
     */
    public UserCodeKeys(List<byte[]> keys) {
        this.keys = keys.stream().map(key -> new SecretKeySpec(key, ALGORITHM)).toList();
    }

    /** What is stored of a new code. */
    String hash(UserCode code) {
        return hash(keys.get(0), code);
    }

    /** All that may be stored of a code that somebody typed, newest key first. */
    List<String> hashes(UserCode code) {
        return keys.stream().map(key -> hash(key, code)).toList();
    }

    private static String hash(SecretKeySpec key, UserCode code) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(code.letters().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HMAC-SHA256", e);
        }
    }
}
