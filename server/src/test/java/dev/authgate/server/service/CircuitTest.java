package dev.authgate.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A service that has failed again and again is left alone for a while")
class CircuitTest {
    private long nanos = 17;
    private final Circuit circuit = new Circuit("service", () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++) {
            circuit.failed(circuit.admit());
        }
    }

    private Duration refusal() {
        return catchThrowableOfType(ServiceFailure.class, circuit::admit).retryAfter();
    }

    @Test
    void a_success_in_between_is_enough_to_go_on() {
        fail(Circuit.FAILURES - 1);
        circuit.succeeded();
        fail(Circuit.FAILURES - 1);

        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void it_tells_how_long_and_then_lets_one_try() {
        fail(Circuit.FAILURES);
        pass(Duration.ofSeconds(2));
        assertThat(refusal()).isEqualTo(Duration.ofSeconds(3));
        pass(Duration.ofSeconds(3));

        assertThat(circuit.admit().trial()).isTrue();
        assertThat(refusal()).isEqualTo(Duration.ofSeconds(1));
        circuit.succeeded();
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.admit().trial()).isFalse();
    }

    @Test
    void each_trial_that_fails_doubles_the_pause_up_to_a_minute() {
        fail(Circuit.FAILURES);
        for (var seconds : new int[] {5, 10, 20, 40, 60, 60}) {
            assertThat(refusal()).isEqualTo(Duration.ofSeconds(seconds));
            pass(Duration.ofSeconds(seconds));
            circuit.failed(circuit.admit());
        }
    }

    @Test
    void a_call_from_before_tells_nothing_new() {
        var early = circuit.admit();
        fail(Circuit.FAILURES);
        pass(Duration.ofSeconds(4));

        circuit.failed(early);

        assertThat(refusal()).isEqualTo(Duration.ofSeconds(1));
    }
}
