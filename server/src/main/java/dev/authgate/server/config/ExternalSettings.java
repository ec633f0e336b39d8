package dev.authgate.server.config;

import dev.authgate.server.service.ServiceSettings;
import dev.authgate.server.token.TokenMaker;
import java.util.Optional;

/**
 * The services of others that this server asks.
 *
 * @param authentication who checks the passwords of users that are not kept here; empty with {@code AUTH_MODE=local}
 * @param tokens who validates, and perhaps makes, access tokens; empty when there is no {@code TOKEN_API_URL}
 * @param maker who makes access tokens from now on
 * @param unasked whether there is an {@code HTTP_API_URL} that nobody asks
 */
public record ExternalSettings(
        Optional<ServiceSettings> authentication,
        Optional<ServiceSettings> tokens,
        TokenMaker maker,
        boolean unasked) {}
