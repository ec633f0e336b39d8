package dev.authgate.sdk.internal;

import dev.authgate.sdk.OAuthException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** RFC 8628 section 3.5: what one poll was answered. */
public sealed interface Poll {
    /** Goes the way of this answer. */
    <T> T choose(Ways<T> ways) throws OAuthException;

    /**
     * A way to go on after each answer.
     *
     * @param <T> what it leads to
     */
    interface Ways<T> {
        /** The person said yes. */
        T issued(IssuedTokens tokens) throws OAuthException;

        /** The person has not decided yet; {@code held} is how long the server says that it held the poll. */
        T pending(Duration held);

        /** The polls come too often; {@code interval} is what the server now asks for, if it says so. */
        T slowDown(@Nullable Duration interval);

        /** The person said no, in the server's words. */
        T denied(@Nullable String description);

        /** The code's time is over. */
        T expired();

        /** There was no answer, or one that passes. */
        T failed(OAuthException fault);
    }

    /** The person said yes. */
    record Issued(IssuedTokens tokens) implements Poll {
        @Override
        public <T> T choose(Ways<T> ways) throws OAuthException {
            return ways.issued(tokens);
        }
    }

    /**
     * The person has not decided yet.
     *
     * @param held how long the server says that it held the poll (RFC 7240 section 4.3)
     */
    record Pending(Duration held) implements Poll {
        @Override
        public <T> T choose(Ways<T> ways) {
            return ways.pending(held);
        }
    }

    /**
     * The polls come too often.
     *
     * @param interval the interval that the server now asks for, if it says so
     */
    record SlowDown(@Nullable Duration interval) implements Poll {
        @Override
        public <T> T choose(Ways<T> ways) {
            return ways.slowDown(interval);
        }
    }

    /**
     * The person said no.
     *
     * @param description the server's words about it
     */
    record Denied(@Nullable String description) implements Poll {
        @Override
        public <T> T choose(Ways<T> ways) {
            return ways.denied(description);
        }
    }

    /** The code's time is over. */
    record Expired() implements Poll {
        @Override
        public <T> T choose(Ways<T> ways) {
            return ways.expired();
        }
    }

    /** No answer, or one that passes. */
    record Failed(OAuthException fault) implements Poll {
        @Override
        public <T> T choose(Ways<T> ways) {
            return ways.failed(fault);
        }
    }
}
