package dev.authgate.server.device;

import dev.authgate.server.oauth.SecretHash;
import java.time.Clock;
import java.time.Instant;

/**
 * Carries the news that a waiting request has changed from one node to those that share its database: that somebody has
 * decided, or that it must be polled more slowly.
 */
public interface DecisionNews {
    /** Inside the unit of work that changes it: the nodes hear of it when it is committed, and only then. */
    void announce(SecretHash deviceCode);

    /**
     * Hears from now on what any node announces. News that come while the database is away are lost.
     *
     * @param ear called on a thread that other news wait for
     * @param clock whose moments the ear is told
     */
    Listening listen(Ear ear, Clock clock);

    /** Where there is one node, it knows already. */
    static DecisionNews none() {
        return new DecisionNews() {
            @Override
            public void announce(SecretHash deviceCode) {}

            @Override
            public Listening listen(Ear ear, Clock clock) {
                return () -> {};
            }
        };
    }

    /** Who hears. */
    @FunctionalInterface
    interface Ear {
        void heard(SecretHash deviceCode);

        /** Whatever was announced before this moment has been heard, back to the first such call since the last break. */
        default void completeTo(Instant moment) {}

        /** News may be missed from now on. */
        default void broken() {}
    }

    /** Goes on until it is closed. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
