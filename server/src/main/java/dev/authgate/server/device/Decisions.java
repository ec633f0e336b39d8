package dev.authgate.server.device;

import java.time.Instant;

/** Spreads a decision: to the other nodes, to this node's memory, and to the poll that waits for it. */
public final class Decisions {
    private final RecentAuthorizations recent;
    private final HandOver handOver;
    private final DecisionNews news;

    public Decisions(RecentAuthorizations recent, HandOver handOver, DecisionNews news) {
        this.recent = recent;
        this.handOver = handOver;
        this.news = news;
    }

    /** Inside the unit of work that decides. */
    void announce(DeviceAuthorization decided) {
        news.announce(decided.deviceCode());
    }

    /** After it, when the decision is kept. */
    void spread(DeviceAuthorization decided, Instant now) {
        recent.put(decided, now);
        handOver.wake(decided.deviceCode());
    }
}
