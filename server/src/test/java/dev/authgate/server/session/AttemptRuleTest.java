package dev.authgate.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("NIST SP 800-63B-4 section 3.2.2: how failures slow down guessing")
class AttemptRuleTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final AttemptRule RULE = SignInLimits.ACCOUNT;

    @ParameterizedTest
    @CsvSource({"10, 1", "11, 2", "12, 4", "13, 8", "18, 256", "19, 300", "20, 300", "500, 300", "2147483647, 300"})
    void each_pause_of_an_account_is_twice_the_one_before_up_to_five_minutes(int failures, int seconds) {
        var count = new Attempts.Count(failures, NOON);

        assertThat(RULE.blockedUntil(count, NOON)).contains(NOON.plusSeconds(seconds));
        assertThat(RULE.blockedUntil(count, NOON.plusSeconds(seconds).minusMillis(1)))
                .isPresent();
        assertThat(RULE.blockedUntil(count, NOON.plusSeconds(seconds))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"30, 1", "31, 2", "39, 512", "40, 900", "500, 900"})
    void each_pause_of_a_network_is_twice_the_one_before_up_to_fifteen_minutes(int failures, int seconds) {
        assertThat(SignInLimits.NETWORK.blockedUntil(new Attempts.Count(failures, NOON), NOON))
                .contains(NOON.plusSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "9"})
    void the_first_failures_are_free(int failures) {
        assertThat(RULE.blockedUntil(new Attempts.Count(failures, NOON), NOON)).isEmpty();
    }

    @Test
    void half_an_hour_after_the_last_failure_all_are_forgotten() {
        var count = new Attempts.Count(500, NOON);

        assertThat(RULE.isForgotten(count, NOON.plus(Duration.ofMinutes(30)))).isFalse();
        assertThat(RULE.isForgotten(count, NOON.plus(Duration.ofMinutes(30)).plusMillis(1)))
                .isTrue();
    }

    @Test
    void rules_that_lock_out_or_forget_too_early_cannot_be_made() {
        var second = Duration.ofSeconds(1);
        var minute = Duration.ofMinutes(1);

        assertThatThrownBy(() -> new AttemptRule(0, second, second, minute))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AttemptRule(1, Duration.ZERO, second, minute))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AttemptRule(1, second.negated(), second, minute))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AttemptRule(1, minute, second, minute))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AttemptRule(1, second, minute, minute))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
