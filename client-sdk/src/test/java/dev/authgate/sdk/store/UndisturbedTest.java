package dev.authgate.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reading and writing in a thread that is interrupted")
final class UndisturbedTest {
    @Test
    void begins_again_and_leaves_the_interrupt_set() throws Exception {
        var attempts = new AtomicInteger();

        var answer = Undisturbed.run(() -> {
            if (attempts.incrementAndGet() < 3) {
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return "whole";
        });

        assertThat(answer).isEqualTo("whole");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void leaves_a_thread_alone_that_is_not() throws Exception {
        assertThat(Undisturbed.run(() -> "whole")).isEqualTo("whole");
        assertThat(Thread.interrupted()).isFalse();
    }
}
