package dev.authgate.server.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What is kept of a secret that holds at least 128 random bits: its SHA-256, as 43 characters of base64url.
 *
 * <p>A slow hash would add nothing here, because such a secret cannot be guessed from its hash; passwords are another
 * matter and never come near this class.
 */
public record SecretHash(String value) {
    public static SecretHash of(String secret) {
        return new SecretHash(Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sha256().digest(secret.getBytes(StandardCharsets.UTF_8))));
    }

    /** Compares in constant time, so that the time taken tells a guesser nothing. */
    public boolean matches(String secret) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.US_ASCII), of(secret).value.getBytes(StandardCharsets.US_ASCII));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
