package dev.authgate.server.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are made for one client, where it differs from the server's settings; null means as the server does.
 *
 * @param accessTokenLifetime how long its access tokens last
 * @param refreshTokenLifetime how long its grants last
 * @param rotation whether each refresh spends the refresh token and gives a new one
 */
public record TokenPolicy(
        @Nullable Duration accessTokenLifetime,
        @Nullable Duration refreshTokenLifetime,
        @Nullable Boolean rotation) {
    /** As the server does. */
    public static TokenPolicy standard() {
        return new TokenPolicy(null, null, null);
    }
}
