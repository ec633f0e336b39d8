package dev.authgate.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Compares how long two things take, in turn, so that a busy machine slows both. */
final class Timing {
    private static final int SAMPLES = 15;

    /** Noise makes two like things look different, never two different things alike three times over. */
    private static final int LOOKS = 5;

    private Timing() {}

    static void assertAlike(Runnable one, Runnable other, Duration within) {
        var difference = Duration.ofDays(1);
        for (var look = 0; look < LOOKS && difference.compareTo(within) > 0; look++) {
            difference = differenceOfMedians(one, other);
        }
        assertThat(difference).isLessThanOrEqualTo(within);
    }

    private static Duration differenceOfMedians(Runnable one, Runnable other) {
        var first = new long[SAMPLES];
        var second = new long[SAMPLES];
        for (var i = 0; i < SAMPLES; i++) {
            first[i] = nanos(one);
            second[i] = nanos(other);
        }
        return Duration.ofNanos(median(first) - median(second)).abs();
    }

    private static long nanos(Runnable work) {
        var before = System.nanoTime();
        work.run();
        return System.nanoTime() - before;
    }

    private static long median(long[] samples) {
        java.util.Arrays.sort(samples);
        return samples[samples.length / 2];
    }
}
