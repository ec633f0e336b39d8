package dev.authgate.server.token;

import dev.authgate.server.client.Client;
import java.time.Duration;

/**
 * How tokens are made.
 *
 * @param issuer BASE_URL, the {@code iss} claim
 * @param audience the {@code aud} claim
 * @param accessTokenLifetime how long an access token lasts
 * @param refreshTokenLifetime how long a grant lasts
 * @param refreshTokens whether refresh tokens are issued at all
 * @param rotation how they are exchanged
 */
public record TokenSettings(
        String issuer,
        String audience,
        Duration accessTokenLifetime,
        Duration refreshTokenLifetime,
        boolean refreshTokens,
        Rotation rotation) {
    /**
     * How refresh tokens are exchanged.
     *
     * @param on whether each refresh spends the token and gives a new one
     * @param grace how long a spent token still gets the successor that was made for it
     * @param sliding whether each refresh makes the grant last its whole lifetime again
     */
    public record Rotation(boolean on, Duration grace, boolean sliding) {
        /** The same refresh token all the time, and a grant that ends when it was said to. */
        public static Rotation off() {
            return new Rotation(false, Duration.ofSeconds(30), false);
        }
    }

    /** How long an access token of this client lasts. */
    public Duration accessTokenLifetime(Client client) {
        var own = client.tokenPolicy().accessTokenLifetime();
        return own == null ? accessTokenLifetime : own;
    }

    /** How long a grant of this client lasts. */
    public Duration refreshTokenLifetime(Client client) {
        var own = client.tokenPolicy().refreshTokenLifetime();
        return own == null ? refreshTokenLifetime : own;
    }

    /** Whether the refresh tokens of this client are exchanged. */
    public boolean rotates(Client client) {
        var own = client.tokenPolicy().rotation();
        return own == null ? rotation.on() : own;
    }
}
