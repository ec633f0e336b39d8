package dev.authgate.server.oauth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and authenticates small values that somebody else keeps, a browser or the database: AES-256-GCM with a random
 * nonce, under a key of its own for each purpose.
 *
 * <p>Sealed: version (1 byte) | nonce (12) | ciphertext | tag (16), in base64url. The version is authenticated too.
 */
public final class Seal {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int LONGEST_TEXT = 8000;

    private final byte[] authenticated;
    private final List<SecretKeySpec> keys;
    private final SecureRandom random = new SecureRandom();

    /** A seal for one purpose; what was sealed for another does not open. */
    public Seal(MasterSecret secret, String purpose) {
        this.authenticated = (purpose + " v" + VERSION).getBytes(StandardCharsets.UTF_8);
        this.keys = secret.deriveAll(purpose).stream()
                .map(key -> new SecretKeySpec(key, "AES"))
                .toList();
    }

    /** The value as a text that says nothing. */
    public String seal(byte[] value) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var encrypted = cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce).doFinal(value);
            var bytes = ByteBuffer.allocate(1 + NONCE_BYTES + encrypted.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(encrypted);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has AES-GCM", e);
        }
    }

    /** What was sealed under one of the keys; empty for anything else, whatever it is. */
    public Optional<byte[]> open(String text) {
        return decode(text)
                .filter(bytes -> bytes.length > 1 + NONCE_BYTES + TAG_BYTES && bytes[0] == VERSION)
                .flatMap(bytes ->
                        keys.stream().flatMap(key -> open(key, bytes).stream()).findFirst());
    }

    private static Optional<byte[]> decode(String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> open(SecretKeySpec key, byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes).position(1);
        var nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(bytes, buffer.position(), buffer.remaining()));
        } catch (AEADBadTagException forged) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, SecretKeySpec key, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(authenticated);
        return cipher;
    }
}
