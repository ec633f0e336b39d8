package dev.authgate.sdk.testkit;

import dev.authgate.sdk.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A clock that moves when it is told to, and by itself when somebody waits for it: then the wait is over at once, and
 * its time has passed. Things can be planned for a time on the way.
 *
 * <pre>{@code
 * var clock = new ManualClock();
 * clock.in(Duration.ofSeconds(12), server::approve);
 * var client = OAuthClient.builder(server.issuer(), "my-cli").time(clock).build();
 * client.startDeviceLogin().await();   // twelve seconds later by this clock, at once by the wall's
 * }</pre>
 */
public final class ManualClock implements TimeSource {
    private final Instant start;
    private final List<Plan> plans = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private Duration slept = Duration.ZERO;

    private record Plan(Duration at, Runnable action) {}

    /** A clock that stands at noon of the first of January 2030, UTC. */
    public ManualClock() {
        this(Instant.parse("2030-01-01T12:00:00Z"));
    }

    /** A clock that stands at {@code start}. */
    public ManualClock(Instant start) {
        this.start = start;
    }

    @Override
    public synchronized Instant now() {
        return start.plus(passed).plus(slept);
    }

    @Override
    public synchronized long monotonicNanos() {
        return passed.toNanos();
    }

    /** How much time has passed since the start, without the time that the machine slept. */
    public synchronized Duration passed() {
        return passed;
    }

    /** Does {@code action} when so much time has passed from now, on the thread that lets it pass. */
    public synchronized ManualClock in(Duration delay, Runnable action) {
        plans.add(new Plan(passed.plus(delay), action));
        plans.sort(Comparator.comparing(Plan::at));
        return this;
    }

    /** Lets time pass, and does what is planned on the way. */
    public void advance(Duration by) {
        var end = passed().plus(by);
        for (var plan = due(end); plan != null; plan = due(end)) {
            plan.action().run();
        }
        reach(end);
    }

    /** The lid is closed for so long: the time of day goes on, the clock that only runs forward does not. */
    public synchronized void sleep(Duration time) {
        slept = slept.plus(time);
    }

    /** Lets the time pass instead of waiting; whoever opens the latch on the way ends it there. */
    @Override
    public boolean await(CountDownLatch wakeUp, Duration atMost) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting");
        }
        var end = passed().plus(atMost);
        while (wakeUp.getCount() > 0) {
            var plan = due(end);
            if (plan == null) {
                reach(end);
                break;
            }
            plan.action().run();
        }
        return wakeUp.getCount() == 0;
    }

    private synchronized @Nullable Plan due(Duration end) {
        if (plans.isEmpty() || plans.get(0).at().compareTo(end) > 0) {
            return null;
        }
        var plan = plans.remove(0);
        reach(plan.at());
        return plan;
    }

    private synchronized void reach(Duration time) {
        passed = time.compareTo(passed) > 0 ? time : passed;
    }
}
