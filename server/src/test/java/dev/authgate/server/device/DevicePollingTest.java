package dev.authgate.server.device;

import static dev.authgate.server.oauth.OAuthError.ACCESS_DENIED;
import static dev.authgate.server.oauth.OAuthError.AUTHORIZATION_PENDING;
import static dev.authgate.server.oauth.OAuthError.EXPIRED_TOKEN;
import static dev.authgate.server.oauth.OAuthError.INVALID_GRANT;
import static dev.authgate.server.oauth.OAuthError.SLOW_DOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.device.DeviceAuthorization.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8628 section 3.5: Device Access Token Response")
class DevicePollingTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Instant END = NOON.plus(Duration.ofMinutes(30));

    private final DeviceAuthorization waiting = SampleAuthorizations.waiting(NOON);

    @Nested
    @DisplayName("authorization_pending")
    class Pending {
        @Test
        void answers_the_first_poll_however_soon_it_comes() {
            assertThat(waiting.poll(NOON).refusal()).contains(AUTHORIZATION_PENDING);
        }

        @Test
        void answers_polls_at_the_advertised_interval_for_ever() {
            var now = NOON;
            var next = waiting;
            for (var poll = 0; poll < 300; poll++) {
                assertThat(next.poll(now).refusal()).contains(AUTHORIZATION_PENDING);
                next = next.poll(now).next();
                now = now.plusSeconds(5);
            }
        }

        @Test
        void tolerates_a_tenth_of_the_interval() {
            var polled = waiting.poll(NOON).next();

            assertThat(polled.poll(NOON.plusMillis(4500)).refusal()).contains(AUTHORIZATION_PENDING);
            assertThat(polled.poll(NOON.plusMillis(4499)).refusal()).contains(SLOW_DOWN);
        }

        @Test
        void delays_nobody_when_the_clock_is_set_back() {
            var polled = waiting.poll(NOON.plusSeconds(60)).next();

            assertThat(polled.poll(NOON).refusal()).contains(AUTHORIZATION_PENDING);
        }
    }

    @Nested
    @DisplayName("slow_down")
    class SlowDown {
        @Test
        void answers_the_second_of_two_polls_at_once() {
            assertThat(waiting.poll(NOON).next().poll(NOON).refusal()).contains(SLOW_DOWN);
        }

        @Test
        void lengthens_the_interval_by_five_seconds_for_all_subsequent_requests() {
            var slowed = waiting.poll(NOON).next().poll(NOON.plusSeconds(1)).next();

            assertThat(slowed.interval()).isEqualTo(Duration.ofSeconds(10));
            assertThat(slowed.poll(NOON.plusSeconds(8)).refusal()).contains(SLOW_DOWN);
            assertThat(slowed.poll(NOON.plusSeconds(9)).refusal()).contains(AUTHORIZATION_PENDING);
            assertThat(slowed.poll(NOON.plusSeconds(9)).next().interval()).isEqualTo(Duration.ofSeconds(10));
        }

        @Test
        void does_not_restart_the_clock() {
            var slowed = waiting.poll(NOON).next().poll(NOON.plusSeconds(4)).next();

            assertThat(slowed.poll(NOON.plusSeconds(10)).refusal()).contains(AUTHORIZATION_PENDING);
        }

        @Test
        void stops_growing_when_the_interval_is_as_long_as_the_code_lives() {
            var hammered = waiting.poll(NOON).next();
            for (var poll = 0; poll < 1000; poll++) {
                hammered = hammered.poll(NOON.plusSeconds(1)).next();
            }
            assertThat(hammered.interval()).isEqualTo(Duration.ofMinutes(30));
        }
    }

    @Nested
    @DisplayName("after the user's decision")
    class Decided {
        @Test
        void an_approved_code_is_redeemed_by_the_first_poll_however_soon_it_comes() {
            var approved = waiting.poll(NOON).next().approve("user-1", NOON.plusSeconds(1));

            var poll = approved.poll(NOON.plusSeconds(1));

            assertThat(poll.refusal()).isEmpty();
            assertThat(poll.next().status()).isEqualTo(Status.REDEEMED);
        }

        @Test
        void a_redeemed_code_is_an_invalid_grant_for_ever() {
            var redeemed = waiting.approve("user-1", NOON).poll(NOON).next();

            assertThat(redeemed.poll(NOON).refusal()).contains(INVALID_GRANT);
            assertThat(redeemed.poll(END.plusSeconds(600)).refusal()).contains(INVALID_GRANT);
        }

        @Test
        void a_denied_code_is_access_denied_for_ever() {
            var denied = waiting.deny("user-1", NOON);

            assertThat(denied.poll(NOON).refusal()).contains(ACCESS_DENIED);
            assertThat(denied.poll(END.plusSeconds(600)).refusal()).contains(ACCESS_DENIED);
        }

        @Test
        void the_decision_is_final() {
            var denied = waiting.deny("user-1", NOON);

            assertThat(denied.decidable(NOON)).isFalse();
            assertThatThrownBy(() -> denied.approve("user-1", NOON)).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void it_comes_too_late_when_the_code_has_expired() {
            assertThat(waiting.decidable(END.minusMillis(1))).isTrue();
            assertThat(waiting.decidable(END)).isFalse();
        }
    }

    @Nested
    @DisplayName("expired_token")
    class Expired {
        @Test
        void answers_from_the_moment_that_expires_in_is_over() {
            assertThat(waiting.poll(END.minusMillis(1)).refusal()).contains(AUTHORIZATION_PENDING);
            assertThat(waiting.poll(END).refusal()).contains(EXPIRED_TOKEN);
        }

        @Test
        void lets_an_approved_code_be_collected_for_sixty_seconds_more() {
            var approved = waiting.approve("user-1", END.minusMillis(1));

            assertThat(approved.poll(END.plusMillis(59_999)).refusal()).isEmpty();
            assertThat(approved.poll(END.plusSeconds(60)).refusal()).contains(EXPIRED_TOKEN);
        }

        @Test
        void stays_so_when_the_clock_is_set_back() {
            var seen = waiting.poll(END).next();

            assertThat(seen.poll(END.minusSeconds(600)).refusal()).contains(EXPIRED_TOKEN);
        }
    }

    @Nested
    @DisplayName("two views of one request")
    class Merged {
        @Test
        void the_one_further_along_is_right_whichever_was_read_last() {
            var approved = waiting.approve("user-1", NOON);

            assertThat(approved.mergedWith(waiting).status()).isEqualTo(Status.APPROVED);
            assertThat(waiting.mergedWith(approved).status()).isEqualTo(Status.APPROVED);
        }

        @Test
        void the_pace_that_memory_knows_is_kept() {
            var slowed = waiting.poll(NOON).next().poll(NOON).next();

            var merged = slowed.mergedWith(waiting);

            assertThat(merged.interval()).isEqualTo(Duration.ofSeconds(10));
            assertThat(merged.lastPolledAt()).isEqualTo(NOON);
        }
    }
}
