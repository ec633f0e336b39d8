package dev.authgate.server.token;

import dev.authgate.server.oauth.Scopes;
import java.time.Duration;
import java.time.Instant;

/**
 * What access token is wanted.
 *
 * @param scopes the grant's, or fewer
 * @param lifetime how long it shall last
 */
public record TokenOrder(Grant grant, Scopes scopes, Duration lifetime, Instant now) {}
