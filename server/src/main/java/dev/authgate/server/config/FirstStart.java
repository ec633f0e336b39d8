package dev.authgate.server.config;

import java.util.Optional;

/**
 * What the operator wants to find on an empty database; empty fields are drawn at random.
 *
 * @param adminPassword the password of the user {@code admin}
 * @param clientId the id of the client {@code AuthGate CLI}
 */
public record FirstStart(Optional<String> adminPassword, Optional<String> clientId) {
    /** The fewest characters of a password that the operator sets. */
    public static final int SHORTEST_PASSWORD = 8;

    /** The id of the console's client, the same everywhere so that the console knows it. */
    public static final String CONSOLE_CLIENT_ID = "authgate-admin-console";

    /** Never shows the password. */
    @Override
    public String toString() {
        return "FirstStart[" + clientId + "]";
    }
}
