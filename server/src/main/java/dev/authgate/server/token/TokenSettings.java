package dev.authgate.server.token;

import java.time.Duration;

/**
 * How tokens are made.
 *
 * @param issuer BASE_URL, the {@code iss} claim
 * @param audience the {@code aud} claim
 * @param accessTokenLifetime how long an access token lasts
 * @param refreshTokenLifetime how long a grant lasts
 * @param refreshTokens whether refresh tokens are issued at all
 */
public record TokenSettings(
        String issuer,
        String audience,
        Duration accessTokenLifetime,
        Duration refreshTokenLifetime,
        boolean refreshTokens) {}
