package dev.authgate.server.housekeeping;

import java.time.Instant;

/** What the store keeps no longer than it must. */
public interface Expired {
    /** Removes some of what ended before that moment, and says how many rows it were; zero when nothing is left. */
    int remove(Kind kind, Instant before, int atMost);

    /** What can be removed. */
    enum Kind {
        DEVICE_AUTHORIZATIONS,
        SESSIONS,
        ATTEMPTS,
        ACCESS_TOKENS,
        /** Not rows: what was sealed for callers who raced, once it is of no use to them. */
        SEALED_SUCCESSORS,
        /** With all their tokens. */
        GRANTS,
        AUDIT_EVENTS,
        /** Left behind by somebody who died. */
        LEASES
    }
}
