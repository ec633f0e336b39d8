package dev.authgate.server.seed;

import java.util.Optional;

/**
 * What the first start has made.
 *
 * @param clientId the id of the client {@code AuthGate CLI}
 * @param password what to tell the operator about the password of {@code admin}; empty when that user was there before
 */
public record Planted(String clientId, Optional<Password> password) {
    /**
     * The password of {@code admin}.
     *
     * @param drawn the password; empty when the operator has set it and knows it
     */
    public record Password(Optional<String> drawn) {
        /** Never shows the password. */
        @Override
        public String toString() {
            return "Password[...]";
        }
    }
}
