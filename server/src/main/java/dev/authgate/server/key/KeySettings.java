package dev.authgate.server.key;

import java.time.Duration;

/**
 * How key pairs come and go.
 *
 * @param rotation how long a key signs
 * @param longestToken how long a token can last, and so how long its key must still verify
 */
public record KeySettings(SigningAlgorithm algorithm, Duration rotation, Duration longestToken) {
    /** A verifier may keep the published keys for an hour; so a new one is published two hours before it signs. */
    public static final Duration PUBLISHED_AHEAD = Duration.ofHours(2);
}
