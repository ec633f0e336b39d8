package dev.authgate.server.user;

import dev.authgate.server.audit.Origin;
import java.time.Instant;

/** Decides whether somebody is who they say. */
public interface AuthenticationProvider {
    /**
     * Checks a password. Slow on purpose, and never to be called inside a unit of work.
     *
     * @param origin where it was typed, for the audit trail
     * @param now the time of a user row that this may have to write
     */
    Authentication authenticate(String username, String password, Origin origin, Instant now);
}
