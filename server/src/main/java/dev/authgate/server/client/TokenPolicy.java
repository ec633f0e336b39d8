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
    /** Signing keys verify for as long after their time. */
    public static final Duration LONGEST_ACCESS_TOKEN = Duration.ofHours(24);

    public static final Duration LONGEST_GRANT = Duration.ofDays(3650);

    public TokenPolicy {
        if (outside(accessTokenLifetime, LONGEST_ACCESS_TOKEN) || outside(refreshTokenLifetime, LONGEST_GRANT)) {
            throw new IllegalArgumentException("No token lasts so long, or so short");
        }
    }

    private static boolean outside(@Nullable Duration lifetime, Duration longest) {
        return lifetime != null && (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(longest) > 0);
    }

    /** As the server does. */
    public static TokenPolicy standard() {
        return new TokenPolicy(null, null, null);
    }
}
