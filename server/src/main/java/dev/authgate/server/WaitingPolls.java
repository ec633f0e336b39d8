package dev.authgate.server;

import com.codahale.metrics.MetricRegistry;
import dev.authgate.server.device.DecisionEar;
import dev.authgate.server.device.DecisionNews;
import dev.authgate.server.device.HandOver;
import dev.authgate.server.housekeeping.Clockwork;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What runs beside the requests, so that polls that wait end in time: two clocks, and an ear for other nodes. */
final class WaitingPolls implements AutoCloseable {
    private static final Clockwork.Rhythm TIME = Clockwork.Rhythm.each("waiting-polls", Duration.ofMillis(100));
    private static final Clockwork.Rhythm SAFETY_NET =
            Clockwork.Rhythm.each("waiting-polls-check", Duration.ofSeconds(1));

    private final List<Clockwork> clocks;
    private final DecisionNews.Listening listening;

    private WaitingPolls(List<Clockwork> clocks, DecisionNews.Listening listening) {
        this.clocks = clocks;
        this.listening = listening;
        clocks.forEach(Clockwork::start);
    }

    /** On the only node: it knows of every decision. */
    static WaitingPolls ofLoneNode(HandOver handOver, Clock clock) {
        return new WaitingPolls(List.of(time(handOver, clock)), () -> {});
    }

    /** On one of several nodes: the database is asked each second, in case that news were lost. */
    static WaitingPolls ofOneOfSeveral(DecisionEar ear, DecisionNews news, Clock clock) {
        var handOver = ear.handOver();
        var safetyNet = new Clockwork(SAFETY_NET, List.of(now -> handOver.check()), clock);
        return new WaitingPolls(List.of(time(handOver, clock), safetyNet), news.listen(ear, clock));
    }

    private static Clockwork time(HandOver handOver, Clock clock) {
        return new Clockwork(TIME, List.of(handOver::tick), clock);
    }

    /** Counts who waits, and how it ends. */
    static void count(HandOver handOver, MetricRegistry metrics) {
        metrics.registerGauge("polls.waiting", handOver::waiting);
        metrics.register("polls.handed.over", handOver.handedOver());
        metrics.register("polls.turned.away", handOver.turnedAway());
    }

    @Override
    public void close() {
        clocks.forEach(Clockwork::close);
        listening.close();
    }
}
