package dev.authgate.server.conformance;

import dev.authgate.sdk.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** The server's clock for a client: who waits by it moves it. */
record ServerTime(SettableClock clock) implements TimeSource {
    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long monotonicNanos() {
        return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }

    @Override
    public boolean await(CountDownLatch wakeUp, Duration atMost) {
        if (wakeUp.getCount() > 0) {
            clock.advance(atMost);
        }
        return wakeUp.getCount() == 0;
    }
}
