package dev.authgate.server.device;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8628 section 3: a device authorization")
final class DeviceAuthorizationTest {
    private final DeviceAuthorization waiting = SampleAuthorizations.waiting(NOON);

    @Test
    void is_decided_once() {
        var denied = waiting.deny("user-1", NOON);

        assertThat(denied.decidable(NOON)).isFalse();
        assertThatThrownBy(() -> denied.approve("user-1", NOON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DENIED");
    }

    @Test
    void is_not_decided_after_it_has_expired() {
        var end = waiting.expiresAt();

        assertThatThrownBy(() -> waiting.approve("user-1", end)).isInstanceOf(IllegalStateException.class);
        assertThat(waiting.approve("user-1", end.minusMillis(1)).status())
                .isEqualTo(DeviceAuthorization.Status.APPROVED);
    }

    @Test
    void grows_no_slower_than_it_lives() {
        var hurried = waiting.poll(NOON).next();
        for (var poll = 0; poll < 1000; poll++) {
            hurried = hurried.poll(NOON).next();
        }

        assertThat(hurried.interval()).isEqualTo(Duration.ofMinutes(30));
    }
}
