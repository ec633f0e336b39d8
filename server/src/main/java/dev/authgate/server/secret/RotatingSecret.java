package dev.authgate.server.secret;

import java.util.Optional;

/**
 * A secret, and the one before it.
 *
 * @param current what new things are made with
 * @param previous what older things are still accepted with
 */
public record RotatingSecret(String current, Optional<String> previous) {
    /** Never shows a secret. */
    @Override
    public String toString() {
        return "RotatingSecret[...]";
    }
}
