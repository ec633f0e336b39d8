package dev.authgate.server.session;

import dev.authgate.server.oauth.SecretHash;
import java.time.Instant;

/**
 * A browser that somebody signed in with.
 *
 * @param id the hash of the random id in the cookie
 * @param signedInAt when the password was typed
 * @param lastSeenAt moved at most once a minute, so that reading pages does not write
 * @param expiresAt the absolute end, whatever happens
 */
public record Session(SecretHash id, String userId, Instant signedInAt, Instant lastSeenAt, Instant expiresAt) {}
