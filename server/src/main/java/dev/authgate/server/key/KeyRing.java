package dev.authgate.server.key;

import dev.authgate.server.key.KeyStanding.State;
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

    /**
     * The newest key whose time has come. Nothing when that one was thrown out: a key that it had replaced does not come
     * back, for others have forgotten it.
     */
    Optional<SigningKey> signing(Instant now) {
        return keys.stream()
                .filter(key -> key.everSigns() && !now.isBefore(key.activeAt()))
                .reduce((older, newer) -> newer)
                .filter(key -> key.retiredAt() == null);
    }

    Optional<SigningKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** The key that is published and does not sign yet. */
    Optional<SigningKey> next(Instant now) {
        return newest().filter(key -> now.isBefore(key.activeAt()));
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
                .filter(other -> other.generation() > key.generation() && other.everSigns())
                .map(SigningKey::activeAt)
                .min(Instant::compareTo);
    }

    /** Where a key stands. */
    KeyStanding standing(SigningKey key, Instant now, KeySettings settings) {
        if (key.retiredAt() != null) {
            return new KeyStanding(key.id(), key.algorithm(), State.RETIRED, key.retiredAt(), null);
        }
        var end = supersededAt(key);
        if (end.filter(superseded -> !now.isBefore(superseded)).isPresent()) {
            return former(key, end.get(), now, settings.longestToken());
        }
        if (now.isBefore(key.activeAt())) {
            return new KeyStanding(key.id(), key.algorithm(), State.PUBLISHED, key.createdAt(), key.activeAt());
        }
        var until = end.orElse(key.activeAt().plus(settings.rotation()));
        return new KeyStanding(key.id(), key.algorithm(), State.SIGNING, key.activeAt(), until);
    }

    private static KeyStanding former(SigningKey key, Instant superseded, Instant now, Duration longestToken) {
        var lastExpiry = superseded.plus(longestToken);
        return now.isBefore(lastExpiry)
                ? new KeyStanding(key.id(), key.algorithm(), State.VERIFYING, superseded, lastExpiry)
                : new KeyStanding(key.id(), key.algorithm(), State.ENDED, lastExpiry, null);
    }

    /** Whether the newest key is so old that the next one should be published. */
    boolean isDue(Instant now, Duration rotation, Duration publishedAhead) {
        return newest().map(
                        newest -> !now.isBefore(newest.activeAt().plus(rotation).minus(publishedAhead)))
                .orElse(true);
    }

    private Optional<SigningKey> newest() {
        return keys.stream().filter(key -> key.retiredAt() == null).reduce((older, newer) -> newer);
    }

    int nextGeneration() {
        return keys.isEmpty() ? 1 : keys.get(keys.size() - 1).generation() + 1;
    }
}
