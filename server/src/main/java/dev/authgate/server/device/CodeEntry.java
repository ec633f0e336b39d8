package dev.authgate.server.device;

import dev.authgate.server.client.Client;
import java.time.Duration;

/** What comes of a user code that somebody typed: RFC 8628 section 3.3. */
public sealed interface CodeEntry {
    <T> T match(Cases<T> cases);

    /** One answer for each result, so that none can be forgotten. */
    interface Cases<T> {
        T found(Found found);

        T rejected();

        T limited(Duration retryAfter);
    }

    /** A request that waits for a decision, under the code that was typed. */
    record Waiting(DeviceAuthorization authorization, UserCode userCode, Client client) {}

    /**
     * There is such a request.
     *
     * @param firstTime whether the user has never allowed this client anything
     */
    record Found(Waiting waiting, boolean firstTime) implements CodeEntry {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.found(this);
        }
    }

    /** Unknown, expired, used and denied look alike on purpose: a guesser must not learn which codes once existed. */
    record Rejected() implements CodeEntry {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.rejected();
        }
    }

    /**
     * Too many wrong codes; nothing was looked at.
     *
     * @param retryAfter whole seconds, at least one
     */
    record Limited(Duration retryAfter) implements CodeEntry {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.limited(retryAfter);
        }
    }
}
