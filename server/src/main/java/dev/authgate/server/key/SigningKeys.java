package dev.authgate.server.key;

import java.time.Instant;
import java.util.List;

/** The key pairs that were drawn. */
public interface SigningKeys {
    /** Adds a key; false when its algorithm has one of that generation already, for then another node was faster. */
    boolean add(SigningKey key);

    /** All keys of an algorithm, oldest generation first. */
    List<SigningKey> all(SigningAlgorithm algorithm);

    /** Throws a key out at once; false when it is unknown or out already. */
    boolean retire(String id, Instant now);
}
