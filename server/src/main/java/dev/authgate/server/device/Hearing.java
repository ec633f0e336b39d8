package dev.authgate.server.device;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether one of several nodes hears of the decisions of the others. While it does, what it remembers of a request holds
 * until it hears otherwise, and a poll that finds its request waiting needs no look at the store.
 */
public final class Hearing implements Freshness {
    /** When the connection is dead and nobody has noticed, a decision goes unheard for so long at most. */
    static final Duration LONGEST_LAG = Duration.ofSeconds(1);

    private static final Freshness HEARD_LATELY = Freshness.within(LONGEST_LAG);
    private static final Freshness READ_LATELY = Freshness.within(LONGEST);

    private volatile @Nullable Span span;

    /** Nothing that was announced in this time was missed. */
    private record Span(Instant from, Instant to) {}

    /** All has been heard that was announced before this moment and after the first such call since the last break. */
    void completeTo(Instant moment) {
        var before = span;
        span = new Span(before == null ? moment : before.from(), moment);
    }

    /** From now on announcements may be missed. */
    void broken() {
        span = null;
    }

    @Override
    public boolean fromTheBeginning() {
        return false;
    }

    @Override
    public boolean since(Instant read, Instant now) {
        var heard = span;
        return heard != null
                && !read.isBefore(heard.from())
                && HEARD_LATELY.since(heard.to(), now)
                && READ_LATELY.since(read, now);
    }
}
