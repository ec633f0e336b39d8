package dev.authgate.server.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one key: RFC 2104. */
public final class Hmac {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** A code maker with this key, of at least one byte. */
    public Hmac(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** With the UTF-8 bytes of a text as the key. */
    public Hmac(String key) {
        this(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The code of a text, as 43 characters of base64url. */
    public String of(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The code of a message, as 64 lower-case hexadecimal digits. */
    public String hex(byte[] message) {
        return HexFormat.of().formatHex(of(message));
    }

    byte[] of(byte[] message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HMAC-SHA256", e);
        }
    }
}
