package dev.authgate.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("How tokens of one client are made")
class TokenPolicyTest {
    @Test
    void no_access_token_outlives_the_key_that_signed_it() {
        var longest = Duration.ofHours(24);

        assertThat(new TokenPolicy(longest, null, null).accessTokenLifetime()).isEqualTo(longest);
        assertThatThrownBy(() -> new TokenPolicy(longest.plusSeconds(1), null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_token_lasts_a_second_at_least() {
        assertThatThrownBy(() -> new TokenPolicy(Duration.ZERO, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenPolicy(null, Duration.ofMillis(999), null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenPolicy(null, Duration.ofDays(3651), null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
