package dev.authgate.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;

/**
 * Compares how long two things take, in turn, so that a busy machine slows both. Noise only ever adds time, so the quicker
 * samples are compared; and on a machine that is slow all the time, a quarter of the time itself is no difference: to leave
 * out the hash of a password would take away nearly all of it.
 */
final class Timing {
    private static final int SAMPLES = 15;
    private static final int SHARE_OF_NOISE = 4;

    /** Noise makes two like things look different, never two different things alike three times over. */
    private static final int LOOKS = 5;

    private Timing() {}

    static void assertAlike(Runnable one, Runnable other, Duration within) {
        var difference = Duration.ofDays(1);
        for (var look = 0; look < LOOKS && difference.compareTo(within) > 0; look++) {
            difference = differenceBeyondNoise(one, other);
        }
        assertThat(difference).isLessThanOrEqualTo(within);
    }

    private static Duration differenceBeyondNoise(Runnable one, Runnable other) {
        var first = new long[SAMPLES];
        var second = new long[SAMPLES];
        for (var i = 0; i < SAMPLES; i++) {
            first[i] = nanos(one);
            second[i] = nanos(other);
        }
        var difference = Math.abs(lowerQuartile(first) - lowerQuartile(second));
        var noise = Math.min(lowerQuartile(first), lowerQuartile(second)) / SHARE_OF_NOISE;
        return Duration.ofNanos(Math.max(0, difference - noise));
    }

    private static long nanos(Runnable work) {
        var before = System.nanoTime();
        work.run();
        return System.nanoTime() - before;
    }

    private static long lowerQuartile(long[] samples) {
        Arrays.sort(samples);
        return samples[samples.length / 4];
    }
}
