package dev.authgate.sdk.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a fresh random nonce for each save. The file's name is authenticated with the content, so that one
 * person's file cannot be put in place of another's.
 */
final class AesSealing implements Sealing {
    static final int KEY_BYTES = 32;

    private static final byte[] MARK = "AGS1".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    AesSealing(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("the key has " + KEY_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    @Override
    public byte[] seal(byte[] plain, String name) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealedBytes = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(plain);
            var all = Arrays.copyOf(MARK, MARK.length + NONCE_BYTES + sealedBytes.length);
            System.arraycopy(nonce, 0, all, MARK.length, NONCE_BYTES);
            System.arraycopy(sealedBytes, 0, all, MARK.length + NONCE_BYTES, sealedBytes.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + TRANSFORMATION, e);
        }
    }

    @Override
    public byte[] open(byte[] kept, String name) throws IOException {
        var start = MARK.length + NONCE_BYTES;
        if (kept.length < start || !Arrays.equals(MARK, Arrays.copyOf(kept, MARK.length))) {
            throw new IOException("not a sealed file");
        }
        var nonce = Arrays.copyOfRange(kept, MARK.length, start);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(kept, start, kept.length - start);
        } catch (GeneralSecurityException e) {
            throw new IOException("not sealed with the key that is in the keychain now", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String suffix() {
        return ".sealed";
    }
}
