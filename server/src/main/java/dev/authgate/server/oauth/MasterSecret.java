package dev.authgate.server.oauth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The setting {@code SESSION_SECRET}, and the one that was valid before it: the root of every key that is not a JWT key.
 *
 * <p>Each purpose gets its own key (RFC 5869 with the purpose as {@code info}), so that a value made for one purpose
 * means nothing to another. New values are made with the current secret only; old ones are still understood with the
 * previous, so that the secret can be changed without signing anyone out.
 */
public final class MasterSecret {
    private static final int KEY_BYTES = 32;
    private static final byte[] NO_SALT = {};

    /** What HKDF extracts from each secret, current first; the secrets themselves are not kept. */
    private final List<byte[]> roots;

    private MasterSecret(Stream<String> secrets) {
        this.roots = secrets.map(secret -> Hkdf.extract(NO_SALT, secret.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** A secret that replaced no other. Whether it is long enough is for the configuration to say. */
    public static MasterSecret of(String current) {
        return new MasterSecret(Stream.of(current));
    }

    /** A secret and the one before it, whose values are still understood. */
    public static MasterSecret of(String current, String previous) {
        return new MasterSecret(Stream.of(current, previous));
    }

    /** The 256-bit key of a purpose, for making new values. */
    public byte[] derive(String label) {
        return derive(roots.get(0), label);
    }

    /** The 256-bit keys of a purpose, current first, for understanding values that may be older. */
    public List<byte[]> deriveAll(String label) {
        return roots.stream().map(root -> derive(root, label)).toList();
    }

    private static byte[] derive(byte[] root, String label) {
        return Hkdf.expand(root, label.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "MasterSecret[redacted]";
    }
}
