package dev.authgate.server.device;

import java.time.Duration;
import java.time.Instant;

/** How long a request that was read from the store, and that waited then, may be taken to wait still. */
@FunctionalInterface
public interface Freshness {
    /** So long a memory is trusted at most, whatever else is known: nothing that polls lives longer. */
    Duration LONGEST = Duration.ofHours(1);

    /** Whether this node knows of every decision since then. */
    boolean since(Instant read, Instant now);

    /**
     * Whether a request that this node has just written is taken to wait, without having been read. With several nodes it is
     * read once: who is told of a decision by one node, and asks another at once, shall find it there.
     */
    default boolean fromTheBeginning() {
        return true;
    }

    /** On the only node every decision is its own. */
    static Freshness ofLoneNode() {
        return within(LONGEST);
    }

    /** For so long after the reading; never, when that is zero. */
    static Freshness within(Duration trusted) {
        return (read, now) -> read.plus(trusted).isAfter(now) && !read.isAfter(now.plus(trusted));
    }
}
