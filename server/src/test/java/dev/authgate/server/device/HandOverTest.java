package dev.authgate.server.device;

import static dev.authgate.server.device.DeviceFlow.DEVICE;
import static dev.authgate.server.device.DeviceFlow.NOON;
import static dev.authgate.server.device.DeviceFlow.form;
import static dev.authgate.server.device.DeviceFlow.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.device.HandOver.Asker;
import dev.authgate.server.device.HandOver.Ending;
import dev.authgate.server.device.HandOver.Hold;
import dev.authgate.server.device.HandOver.Limits;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.Claim;
import dev.authgate.server.storage.StorageUnavailable;
import dev.authgate.server.token.TokenResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7240 section 4.3: polls that wait until their user decides")
class HandOverTest {
    private static final Duration WAIT = Duration.ofSeconds(20);

    private final DeviceFlow flow = new DeviceFlow();
    private final HandOver handOver = flow.handOver;

    private static Asker asker(DeviceRequest.Issued issued) {
        return asker(issued, "client-1", "203.0.113.24");
    }

    private static Asker asker(DeviceRequest.Issued issued, String client, String address) {
        return new Asker(SecretHash.of(issued.deviceCode()), client, address);
    }

    private Hold held(DeviceRequest.Issued issued) {
        return handOver.hold(asker(issued), WAIT, NOON).orElseThrow();
    }

    /** What has ended this wait; empty while it goes on. */
    private static Optional<Ending> ending(Hold hold) {
        return hold.ending().toCompletableFuture().isDone() ? Optional.of(hold.endedBy()) : Optional.empty();
    }

    @Test
    void no_more_wait_than_the_heap_has_room_for() {
        var wanted = Limits.of(10_000, true);

        assertThat(wanted.within(256L << 20)).isEqualTo(wanted);
        assertThat(wanted.within(126L << 20).all()).isBetween(5_000, 5_500);
        assertThat(wanted.within(64L << 20).all()).isZero();
    }

    @Nested
    @DisplayName("the end")
    class End {
        @Test
        void comes_with_the_decision() {
            var first = flow.start();
            var second = flow.start();
            var approved = held(first);
            var denied = held(second);

            flow.approve(first, NOON.plusSeconds(1));

            assertThat(ending(approved)).contains(Ending.NEWS);
            assertThat(ending(denied)).isEmpty();
            flow.deny(second, NOON.plusSeconds(1));
            assertThat(ending(denied)).contains(Ending.NEWS);
            assertThat(handOver.waiting()).isZero();
        }

        @Test
        void comes_with_time() {
            var hold = held(flow.start());

            handOver.tick(NOON.plus(WAIT).minusMillis(1));
            assertThat(ending(hold)).isEmpty();

            handOver.tick(NOON.plus(WAIT));
            assertThat(ending(hold)).contains(Ending.TIME);
        }

        @Test
        void comes_with_the_end_of_the_code() {
            var issued = flow.start();
            var almostOver = NOON.plus(Duration.ofMinutes(30)).minusSeconds(3);
            var hold = handOver.hold(asker(issued), WAIT, almostOver).orElseThrow();

            handOver.tick(almostOver.plusMillis(2999));
            assertThat(ending(hold)).isEmpty();

            handOver.tick(almostOver.plusSeconds(3));
            assertThat(ending(hold)).contains(Ending.TIME);
        }

        @Test
        void comes_at_once_when_the_decision_fell_between_the_poll_and_its_wait() {
            var issued = flow.start();
            flow.poll(issued.deviceCode(), NOON);
            flow.approve(issued, NOON);

            assertThat(ending(held(issued))).contains(Ending.NEWS);
        }

        @Test
        void comes_when_the_asker_leaves() {
            var hold = held(flow.start());

            hold.abandon();

            assertThat(ending(hold)).contains(Ending.ABANDONED);
            assertThat(handOver.waiting()).isZero();
        }

        @Test
        void comes_when_the_same_device_waits_anew() {
            var issued = flow.start();
            var older = held(issued);

            var newer = held(issued);

            assertThat(ending(older)).contains(Ending.REPLACED);
            assertThat(ending(newer)).isEmpty();
            assertThat(handOver.waiting()).isEqualTo(1);
        }

        @Test
        void comes_once() {
            var issued = flow.start();
            var hold = held(issued);
            flow.approve(issued, NOON);

            hold.abandon();
            handOver.tick(NOON.plus(WAIT));
            handOver.close();

            assertThat(ending(hold)).contains(Ending.NEWS);
        }

        @Test
        void of_a_replaced_wait_does_not_touch_the_one_that_took_its_place() {
            var issued = flow.start();
            var older = held(issued);
            var newer = held(issued);

            older.abandon();

            assertThat(ending(newer)).isEmpty();
            assertThat(handOver.waiting()).isEqualTo(1);
        }

        @Test
        void comes_to_all_in_their_order_when_the_server_stops_and_nobody_waits_any_more() {
            var order = new ArrayList<Integer>();
            for (var i = 0; i < 10; i++) {
                var number = i;
                held(flow.start()).ending().thenAccept(ending -> order.add(number));
            }

            handOver.close();

            assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThat(handOver.hold(asker(flow.start()), WAIT, NOON)).isEmpty();
        }

        @Test
        void lets_a_poll_be_asked_again_only_where_its_asker_can_use_the_answer() {
            assertThat(List.of(Ending.values()).stream().filter(Ending::pollsAgain))
                    .containsExactly(Ending.NEWS, Ending.TIME);
        }
    }

    @Nested
    @DisplayName("the safety net")
    class SafetyNet {
        @Test
        void finds_a_decision_of_which_no_news_came() {
            var issued = flow.start();
            var hold = held(issued);
            var other = held(flow.start());
            var waiting = flow.find(issued);
            flow.authorizations
                    .replacing(waiting, waiting.approve(DeviceFlow.ALEX.id(), NOON))
                    .attempt();

            handOver.check();

            assertThat(ending(hold)).contains(Ending.NEWS);
            assertThat(ending(other)).isEmpty();
        }

        @Test
        void holds_again_when_the_database_was_away() {
            var issued = flow.start();
            var away = new Away(flow);
            var patient = new HandOver(Limits.of(100, true), away, flow.recent);
            var hold = patient.hold(asker(issued), WAIT, NOON).orElseThrow();
            away.isAway = true;

            patient.check();
            assertThat(ending(hold)).isEmpty();

            away.isAway = false;
            flow.approve(issued, NOON);
            patient.check();
            assertThat(ending(hold)).contains(Ending.NEWS);
        }

        @Test
        void a_wait_that_could_not_be_looked_at_is_none() {
            var away = new Away(flow);
            var patient = new HandOver(
                    Limits.of(100, true), away, new RecentAuthorizations(away, Freshness.within(Duration.ZERO)));
            var asker = asker(flow.start());
            away.isAway = true;

            assertThatThrownBy(() -> patient.hold(asker, WAIT, NOON)).isInstanceOf(StorageUnavailable.class);
            assertThat(patient.waiting()).isZero();
        }
    }

    @Nested
    @DisplayName("room")
    class Room {
        private final HandOver small = new HandOver(new Limits(4, 3, 2), flow.authorizations, flow.recent);

        private Optional<Hold> hold(DeviceRequest.Issued issued, String client, String address) {
            return small.hold(asker(issued, client, address), WAIT, NOON);
        }

        private boolean waits(String client, String address) {
            return hold(flow.start(), client, address).isPresent();
        }

        @Test
        void is_limited_for_one_address() {
            assertThat(waits("tv", "1")).isTrue();
            assertThat(waits("radio", "1")).isTrue();
            assertThat(waits("lamp", "1")).isFalse();
            assertThat(waits("lamp", "2")).isTrue();
            assertThat(small.turnedAway().getCount()).isEqualTo(1);
        }

        @Test
        void is_limited_for_one_client() {
            assertThat(waits("tv", "1")).isTrue();
            assertThat(waits("tv", "2")).isTrue();
            assertThat(waits("tv", "3")).isTrue();
            assertThat(waits("tv", "4")).isFalse();
            assertThat(waits("radio", "4")).isTrue();
        }

        @Test
        void is_limited_for_all() {
            assertThat(waits("tv", "1")).isTrue();
            assertThat(waits("tv", "2")).isTrue();
            assertThat(waits("radio", "3")).isTrue();
            assertThat(waits("radio", "4")).isTrue();
            assertThat(waits("lamp", "5")).isFalse();
            assertThat(small.waiting()).isEqualTo(4);
        }

        @Test
        void is_free_again_when_a_wait_ends() {
            var first = hold(flow.start(), "tv", "1").orElseThrow();
            assertThat(waits("tv", "1")).isTrue();
            assertThat(waits("tv", "1")).isFalse();

            first.abandon();

            assertThat(waits("tv", "1")).isTrue();
        }

        @Test
        void is_kept_by_a_device_that_waits_anew() {
            var issued = flow.start();
            for (var i = 0; i < 10; i++) {
                assertThat(hold(issued, "tv", "1")).isPresent();
            }

            assertThat(small.waiting()).isEqualTo(1);
            assertThat(waits("tv", "1")).isTrue();
        }

        @Test
        void is_shared_out_by_one_number() {
            assertThat(Limits.of(10_000, true)).isEqualTo(new Limits(10_000, 7_500, 1_000));
            assertThat(Limits.of(10_000, false)).isEqualTo(new Limits(10_000, 7_500, 10_000));
            assertThat(Limits.of(1, true)).isEqualTo(new Limits(1, 1, 1));
        }

        @Test
        void may_be_none_at_all() {
            var none = new HandOver(Limits.of(0, true), flow.authorizations, flow.recent);

            assertThat(none.longest()).isZero();
            assertThat(none.hold(asker(flow.start()), WAIT, NOON)).isEmpty();
            assertThat(small.longest()).isEqualTo(Duration.ofSeconds(30));
        }
    }

    @Nested
    @DisplayName("the poll that has waited")
    class AfterWaiting {
        private final DeviceRequest.Issued issued = flow.start();

        private TokenResult pollAgain(Instant now) {
            return flow.grant
                    .afterWaiting()
                    .decide(flow.client, form("device_code=" + issued.deviceCode()), DEVICE, now);
        }

        @Test
        void gets_the_tokens_once() {
            flow.poll(issued.deviceCode(), NOON);
            flow.approve(issued, NOON.plusSeconds(1));

            assertThat(pollAgain(NOON.plusSeconds(1))).isInstanceOf(TokenResult.Issued.class);
            assertThat(refusal(pollAgain(NOON.plusSeconds(1)))).isEqualTo(OAuthError.INVALID_GRANT);
        }

        @Test
        void is_not_counted_a_second_time() {
            flow.poll(issued.deviceCode(), NOON);

            assertThat(refusal(pollAgain(NOON.plusSeconds(3)))).isEqualTo(OAuthError.AUTHORIZATION_PENDING);

            assertThat(flow.find(issued).interval()).isEqualTo(Duration.ofSeconds(5));
            assertThat(refusal(flow.poll(issued.deviceCode(), NOON.plusSeconds(5))))
                    .isEqualTo(OAuthError.AUTHORIZATION_PENDING);
        }

        @Test
        void sees_that_its_code_has_expired() {
            flow.poll(issued.deviceCode(), NOON);

            assertThat(refusal(pollAgain(NOON.plus(Duration.ofMinutes(30))))).isEqualTo(OAuthError.EXPIRED_TOKEN);
            assertThat(flow.find(issued).status()).isEqualTo(DeviceAuthorization.Status.EXPIRED);
        }
    }

    /** A store whose database goes away and comes back. */
    private static final class Away implements DeviceAuthorizations {
        private final DeviceAuthorizations present;
        private boolean isAway;

        Away(DeviceFlow flow) {
            present = flow.authorizations;
        }

        private DeviceAuthorizations reached() {
            if (isAway) {
                throw new StorageUnavailable("away");
            }
            return present;
        }

        @Override
        public void add(DeviceAuthorization authorization) {
            reached().add(authorization);
        }

        @Override
        public Optional<DeviceAuthorization> findByDeviceCode(SecretHash deviceCode) {
            return reached().findByDeviceCode(deviceCode);
        }

        @Override
        public Optional<DeviceAuthorization> findByUserCode(String userCode) {
            return reached().findByUserCode(userCode);
        }

        @Override
        public Claim replacing(DeviceAuthorization expected, DeviceAuthorization next) {
            return () -> reached().replacing(expected, next).attempt();
        }

        @Override
        public boolean slowDown(SecretHash deviceCode, Duration interval) {
            return reached().slowDown(deviceCode, interval);
        }

        @Override
        public int expireApprovedOf(String userId) {
            return reached().expireApprovedOf(userId);
        }

        @Override
        public List<SecretHash> decidedAmong(Collection<SecretHash> deviceCodes) {
            return reached().decidedAmong(deviceCodes);
        }

        @Override
        public long countPending(Instant now) {
            return reached().countPending(now);
        }
    }
}
