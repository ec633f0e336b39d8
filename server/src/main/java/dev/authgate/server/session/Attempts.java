package dev.authgate.server.session;

import java.time.Instant;
import java.util.Optional;

/**
 * Failed attempts, counted by subject: an account, a network, a session. Kept in the database, so that a restart
 * forgives nobody and all nodes count together.
 */
public interface Attempts {
    Optional<Count> find(String subject);

    /**
     * Counts one more failure and answers the new count, in one statement: racing callers each get a different number.
     * A count whose last failure lies before {@code forgetBefore} starts again from one.
     */
    Count increment(String subject, Instant now, Instant forgetBefore);

    /** Takes one failure back: the attempt was counted in advance and succeeded. Never goes below zero. */
    void decrement(String subject);

    void reset(String subject);

    /**
     * How many failures, and when the last one was.
     *
     * @param failures at least zero
     */
    record Count(int failures, Instant lastAt) {}
}
