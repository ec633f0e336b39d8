package dev.authgate.server.key;

import java.security.Key;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What signs access tokens at a moment, and what verifies them. */
public interface TokenKeys {
    /** The one algorithm that counts: RFC 8725 section 3.1. */
    SigningAlgorithm algorithm();

    /** What signs now. */
    Named<Key> signing(Instant now);

    /** What verifies a token that names this key; empty when no token of it counts any more. */
    Optional<Key> verifying(String keyId, Instant now);

    /** What others may verify with; nothing when the key is a shared secret. */
    List<Named<PublicKey>> published(Instant now);

    /** Where each key stands, oldest first. */
    List<KeyStanding> standings(Instant now);

    /** A key and the {@code kid} that names it. */
    record Named<K>(String id, K key) {
        /** Never shows the key. */
        @Override
        public String toString() {
            return "Named[" + id + "]";
        }
    }
}
