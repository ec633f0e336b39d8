package dev.authgate.server.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the successor of a spent refresh token, so that racing callers can all be given the same one.
 *
 * <p>AES-256-GCM under a key made of a server key and the spent token itself: whoever reads the database has neither, and
 * whoever has the server key still needs a token that was presented.
 */
public final class SuccessorSeal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String MAC = "HmacSHA256";

    private final List<byte[]> serverKeys;
    private final SecureRandom random = new SecureRandom();

    /** Seals with the first key; opens with any. */
    public SuccessorSeal(List<byte[]> serverKeys) {
        this.serverKeys = serverKeys.stream().map(byte[]::clone).toList();
    }

    String seal(String spentToken, String successor) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, serverKeys.get(0), spentToken, nonce)
                    .doFinal(successor.getBytes(StandardCharsets.US_ASCII));
            var whole =
                    ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has AES-GCM", e);
        }
    }

    /** The successor; empty when it was sealed with another token, or under a key that is no longer known. */
    Optional<String> open(String spentToken, String sealed) {
        return serverKeys.stream()
                .flatMap(key -> open(key, spentToken, sealed).stream())
                .findFirst();
    }

    private static Optional<String> open(byte[] serverKey, String spentToken, String sealed) {
        var whole = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
        var nonce = new byte[NONCE_BYTES];
        whole.get(nonce);
        var rest = new byte[whole.remaining()];
        whole.get(rest);
        try {
            var plain =
                    cipher(Cipher.DECRYPT_MODE, serverKey, spentToken, nonce).doFinal(rest);
            return Optional.of(new String(plain, StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] serverKey, String spentToken, byte[] nonce)
            throws GeneralSecurityException {
        var mac = Mac.getInstance(MAC);
        mac.init(new SecretKeySpec(serverKey, MAC));
        var key = mac.doFinal(spentToken.getBytes(StandardCharsets.UTF_8));
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
