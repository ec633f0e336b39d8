package dev.authgate.sdk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The machine's clocks: the one class that asks them. */
enum SystemTime implements TimeSource {
    INSTANCE;

    @Override
    public Instant now() {
        return Clock.systemUTC().instant();
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }

    @Override
    public boolean await(CountDownLatch wakeUp, Duration atMost) throws InterruptedException {
        return wakeUp.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
