package dev.authgate.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Clocks that move when the test says so, and when somebody waits: then by just that long, at once. */
final class StoppedTime implements TimeSource {
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private Duration passed = Duration.ZERO;
    final List<Duration> waits = new ArrayList<>();

    synchronized void pass(Duration time) {
        passed = passed.plus(time);
    }

    @Override
    public synchronized Instant now() {
        return NOON.plus(passed);
    }

    @Override
    public synchronized long monotonicNanos() {
        return passed.toNanos();
    }

    @Override
    public boolean await(CountDownLatch wakeUp, Duration atMost) {
        synchronized (this) {
            waits.add(atMost);
            passed = passed.plus(atMost);
        }
        return wakeUp.getCount() == 0;
    }
}
