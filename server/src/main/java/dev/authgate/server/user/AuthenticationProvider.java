package dev.authgate.server.user;

import java.time.Instant;

/** Decides whether somebody is who they say. */
public interface AuthenticationProvider {
    /**
     * Checks a password. Slow on purpose, and never to be called inside a unit of work.
     *
     * @param now the time of a user row that this may have to write
     */
    Authentication authenticate(String username, String password, Instant now);
}
