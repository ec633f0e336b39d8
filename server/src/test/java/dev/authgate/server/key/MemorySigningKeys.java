package dev.authgate.server.key;

import dev.authgate.server.storage.MemoryRows;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Key pairs in memory. */
public final class MemorySigningKeys implements SigningKeys {
    private final MemoryRows<String, SigningKey> rows = new MemoryRows<>();

    @Override
    public boolean add(SigningKey key) {
        return rows.add(
                key.id(), key, other -> other.algorithm() == key.algorithm() && other.generation() == key.generation());
    }

    @Override
    public List<SigningKey> all(SigningAlgorithm algorithm) {
        return rows.all().stream()
                .filter(key -> key.algorithm() == algorithm)
                .sorted(Comparator.comparing(SigningKey::generation))
                .toList();
    }

    @Override
    public boolean retire(String id, Instant now) {
        return rows.replace(
                id,
                key -> key.retiredAt() == null,
                key -> new SigningKey(
                        key.id(),
                        key.algorithm(),
                        key.generation(),
                        key.sealedPrivate(),
                        key.publicKey(),
                        key.createdAt(),
                        key.activeAt(),
                        now));
    }
}
