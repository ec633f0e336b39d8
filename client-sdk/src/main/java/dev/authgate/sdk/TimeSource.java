package dev.authgate.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/**
 * The only way this library learns the time or waits, so that a test can drive a sign-in of fifteen minutes in
 * milliseconds. The test kit's {@code ManualClock} is one; a program never needs another than {@link #system()}.
 *
 * <pre>{@code
 * var clock = new ManualClock();
 * var client = OAuthClient.builder(server.issuer(), "my-cli").time(clock).build();
 * clock.in(Duration.ofMinutes(4), server::approve);
 * client.startDeviceLogin().await();   // four minutes by this clock, at once by the wall's
 * }</pre>
 */
public interface TimeSource {
    /** The machine's clocks. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }

    /** The time of day: for what a person reads, and for instants that outlive the process. */
    Instant now();

    /** A clock that only runs forward, in nanoseconds from an arbitrary start: for deadlines. */
    long monotonicNanos();

    /**
     * Waits until {@code wakeUp} opens or {@code atMost} has passed.
     *
     * @return whether {@code wakeUp} is open
     * @throws InterruptedException if the waiting thread is interrupted
     */
    boolean await(CountDownLatch wakeUp, Duration atMost) throws InterruptedException;
}
