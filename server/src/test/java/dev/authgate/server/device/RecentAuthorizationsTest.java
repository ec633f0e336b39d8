package dev.authgate.server.device;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.device.DeviceAuthorization.Status;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("What a node remembers of requests that are polled")
class RecentAuthorizationsTest {
    private static final DeviceAuthorization WAITING = SampleAuthorizations.waiting(NOON);
    private static final SecretHash CODE = WAITING.deviceCode();

    private final MemoryDeviceAuthorizations elsewhere = new MemoryDeviceAuthorizations();
    private final Hearing hearing = new Hearing();
    private final RecentAuthorizations recent = new RecentAuthorizations(elsewhere, hearing);

    @BeforeEach
    void ask_for_a_code() {
        elsewhere.add(WAITING);
    }

    private void decideElsewhere() {
        assertThat(elsewhere.replacing(WAITING, WAITING.approve("user-1", NOON)).attempt())
                .isTrue();
    }

    private Status status(RecentAuthorizations memory, Instant now) {
        return memory.find(CODE, now).orElseThrow().status();
    }

    @Test
    void keep_the_pace_of_one_that_was_forgotten_between_its_look_up_and_its_poll() {
        var first = recent.poll(WAITING, NOON);
        var second = recent.poll(WAITING, NOON.plusSeconds(1));

        assertThat(first.before()).isEqualTo(WAITING);
        assertThat(first.poll().refusal()).contains(OAuthError.AUTHORIZATION_PENDING);
        assertThat(second.poll().refusal()).contains(OAuthError.SLOW_DOWN);
    }

    @Nested
    @DisplayName("while it hears of the others' decisions")
    class Hears {
        @BeforeEach
        void begin() {
            hearing.completeTo(NOON);
            recent.find(CODE, NOON);
        }

        @Test
        void holds_until_it_hears_otherwise() {
            decideElsewhere();
            hearing.completeTo(NOON.plusSeconds(5));
            assertThat(status(recent, NOON.plusSeconds(5))).isEqualTo(Status.PENDING);

            recent.distrust(CODE);

            assertThat(status(recent, NOON.plusSeconds(5))).isEqualTo(Status.APPROVED);
        }

        @Test
        void does_not_hold_for_a_request_of_its_own_before_it_was_read_once() {
            var fresh = new RecentAuthorizations(elsewhere, hearing);
            fresh.putNew(WAITING, NOON);
            decideElsewhere();

            assertThat(status(fresh, NOON)).isEqualTo(Status.APPROVED);
        }

        @Test
        void holds_no_longer_than_a_second_after_the_last_word() {
            decideElsewhere();

            assertThat(status(recent, NOON.plusMillis(999))).isEqualTo(Status.PENDING);
            assertThat(status(recent, NOON.plusSeconds(1))).isEqualTo(Status.APPROVED);
        }

        @Test
        void does_not_hold_when_the_connection_broke_though_it_is_back() {
            decideElsewhere();
            hearing.broken();
            hearing.completeTo(NOON.plusMillis(10));

            assertThat(status(recent, NOON.plusMillis(20))).isEqualTo(Status.APPROVED);
        }

        @Test
        void does_not_hold_for_what_was_read_before_the_news_and_taken_in_after_them() {
            var reading = new MemoryDeviceAuthorizations() {
                private RecentAuthorizations memory = recent;

                @Override
                public Optional<DeviceAuthorization> findByDeviceCode(SecretHash deviceCode) {
                    var read = elsewhere.findByDeviceCode(deviceCode);
                    if (read.orElseThrow().status() == Status.PENDING) {
                        decideElsewhere();
                        memory.distrust(deviceCode);
                    }
                    return read;
                }
            };
            var slow = new RecentAuthorizations(reading, hearing);
            reading.memory = slow;

            assertThat(status(slow, NOON)).isEqualTo(Status.PENDING);
            assertThat(status(slow, NOON)).isEqualTo(Status.APPROVED);
        }
    }

    @Test
    void does_not_hold_while_nothing_is_heard() {
        recent.find(CODE, NOON);
        decideElsewhere();

        assertThat(status(recent, NOON)).isEqualTo(Status.APPROVED);
    }

    @Test
    void holds_on_the_only_node_but_not_for_ever() {
        var lone = new RecentAuthorizations(elsewhere, Freshness.ofLoneNode());
        lone.find(CODE, NOON);
        decideElsewhere();

        assertThat(status(lone, NOON.plus(Duration.ofMinutes(59)))).isEqualTo(Status.PENDING);
        assertThat(status(lone, NOON.plus(Duration.ofMinutes(60)))).isEqualTo(Status.APPROVED);
    }
}
