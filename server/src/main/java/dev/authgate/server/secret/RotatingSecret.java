package dev.authgate.server.secret;

import dev.authgate.server.oauth.MasterSecret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A secret, and the one before it.
 *
 * @param current what new things are made with
 * @param previous what older things are still accepted with
 */
public record RotatingSecret(String current, Optional<String> previous) {
    /** The secret that makes new things, and after it the one that older things are still accepted with. */
    public List<String> all() {
        return Stream.concat(Stream.of(current), previous.stream()).toList();
    }

    /** The secret as the root of keys. */
    public MasterSecret master() {
        return previous.map(before -> MasterSecret.of(current, before)).orElseGet(() -> MasterSecret.of(current));
    }

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "RotatingSecret[...]";
    }
}
