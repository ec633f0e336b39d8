package dev.authgate.server.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys of one algorithm as they stand, and what time makes of them. A key signs from its time on until the next one
 * does, and verifies until the last token that it signed has expired.
 */
record KeyRing(List<SigningKey> keys) {
    KeyRing {
        keys = List.copyOf(keys);
    }

    /** The newest key whose time has come. */
    Optional<SigningKey> signing(Instant now) {
        return keys.stream()
                .filter(key -> key.retiredAt() == null && !now.isBefore(key.activeAt()))
                .reduce((older, newer) -> newer);
    }

    /** Whether tokens of this key may still be out there, or will be. */
    boolean counts(SigningKey key, Instant now, Duration longestToken) {
        if (key.retiredAt() != null) {
            return false;
        }
        return supersededAt(key)
                .map(since -> now.isBefore(since.plus(longestToken)))
                .orElse(true);
    }

    private Optional<Instant> supersededAt(SigningKey key) {
        return keys.stream()
                .filter(other -> other.generation() > key.generation() && other.retiredAt() == null)
                .map(SigningKey::activeAt)
                .min(Instant::compareTo);
    }

    /** Whether the newest key is so old that the next one should be published. */
    boolean isDue(Instant now, Duration rotation, Duration publishedAhead) {
        return keys.stream()
                .filter(key -> key.retiredAt() == null)
                .reduce((older, newer) -> newer)
                .map(newest -> !now.isBefore(newest.activeAt().plus(rotation).minus(publishedAhead)))
                .orElse(true);
    }

    int nextGeneration() {
        return keys.isEmpty() ? 1 : keys.get(keys.size() - 1).generation() + 1;
    }
}
