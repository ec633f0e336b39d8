package dev.authgate.server.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key pair.
 *
 * @param id the {@code kid}
 * @param generation one more than that of the key before it, of the same algorithm
 * @param sealedPrivate the private half, readable only with a secret that is not in the database
 * @param publicKey the public half, X.509 in base64
 * @param activeAt from when it signs; it is published before
 * @param retiredAt when it was thrown out in an emergency; null in the ordinary course of things
 */
public record SigningKey(
        String id,
        SigningAlgorithm algorithm,
        int generation,
        String sealedPrivate,
        String publicKey,
        Instant createdAt,
        Instant activeAt,
        @Nullable Instant retiredAt) {
    /** Whether its time comes, or came, before it is thrown out. */
    boolean everSigns() {
        return retiredAt == null || retiredAt.isAfter(activeAt);
    }

    /** Never shows the private half, sealed as it is. */
    @Override
    public String toString() {
        return "SigningKey[" + id + ", " + algorithm + ", generation " + generation + "]";
    }
}
