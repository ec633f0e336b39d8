package dev.authgate.server.oauth;

import java.util.Arrays;

/** RFC 5869: keys for many purposes out of one secret, with HMAC-SHA256 as the hash. */
final class Hkdf {
    private static final int HASH_BYTES = 32;
    private static final int LONGEST = 255 * HASH_BYTES;

    private Hkdf() {}

    /** RFC 5869 section 2.2: a key of even randomness out of the secret; an empty salt counts as 32 zero bytes. */
    static byte[] extract(byte[] salt, byte[] secret) {
        return new Hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt).of(secret);
    }

    /**
     * RFC 5869 section 2.3: {@code length} bytes for the purpose that {@code info} names.
     *
     * @throws IllegalArgumentException when more than 255 hashes' worth of bytes is asked for
     */
    static byte[] expand(byte[] key, byte[] info, int length) {
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("HKDF-SHA256 gives 1 to 8160 bytes, not " + length);
        }
        var hmac = new Hmac(key);
        var result = new byte[length];
        var block = new byte[0];
        for (int number = 1, filled = 0; filled < length; number++, filled += HASH_BYTES) {
            block = hmac.of(concat(block, info, new byte[] {(byte) number}));
            System.arraycopy(block, 0, result, filled, Math.min(HASH_BYTES, length - filled));
        }
        return result;
    }

    private static byte[] concat(byte[] first, byte[] second, byte[] third) {
        var all = Arrays.copyOf(first, first.length + second.length + third.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        System.arraycopy(third, 0, all, first.length + second.length, third.length);
        return all;
    }
}
