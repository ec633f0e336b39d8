package dev.authgate.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks until the answer is as it must become, without a pause, for what goes by the real clock. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Eventually() {}

    static <T> T is(Supplier<T> asked, Predicate<T> wanted) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var answer = asked.get();
        while (!wanted.test(answer) && System.nanoTime() < end) {
            Thread.onSpinWait();
            answer = asked.get();
        }
        assertThat(answer).matches(wanted);
        return answer;
    }
}
