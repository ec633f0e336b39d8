package dev.authgate.server.device;

import dev.authgate.server.oauth.SecretHash;
import java.util.function.Consumer;

/** Carries the news that somebody has decided from one node to those that share its database. */
public interface DecisionNews {
    /** Inside the unit of work that decides: the nodes hear of it when it is committed, and only then. */
    void announce(SecretHash deviceCode);

    /**
     * Hears from now on what any node announces. News that come while the database is away are lost.
     *
     * @param heard called on a thread that other news wait for
     */
    Listening listen(Consumer<SecretHash> heard);

    /** Where there is one node, it knows already. */
    static DecisionNews none() {
        return new DecisionNews() {
            @Override
            public void announce(SecretHash deviceCode) {}

            @Override
            public Listening listen(Consumer<SecretHash> heard) {
                return () -> {};
            }
        };
    }

    /** Goes on until it is closed. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
