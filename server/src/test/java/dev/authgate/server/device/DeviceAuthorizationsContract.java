package dev.authgate.server.device;

import static dev.authgate.server.storage.Samples.NOON;
import static dev.authgate.server.storage.Samples.pending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.AlreadyTaken;
import dev.authgate.server.storage.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of device authorization requests promises. Users: ann and bob; client: tv. */
public abstract class DeviceAuthorizationsContract {
    protected abstract DeviceAuthorizations authorizations();

    private DeviceAuthorization added(String id) {
        var authorization = pending(id, "tv");
        authorizations().add(authorization);
        return authorization;
    }

    private DeviceAuthorization stored(DeviceAuthorization authorization) {
        return authorizations().findByDeviceCode(authorization.deviceCode()).orElseThrow();
    }

    @Test
    void a_request_is_found_by_either_code() {
        var authorization = added("found");

        assertThat(authorizations().findByDeviceCode(authorization.deviceCode()))
                .contains(authorization);
        assertThat(authorizations().findByUserCode(authorization.userCode())).contains(authorization);
        assertThat(authorizations().findByDeviceCode(SecretHash.of("unknown"))).isEmpty();
        assertThat(authorizations().findByUserCode("unknown")).isEmpty();
    }

    @Test
    void a_user_code_is_taken_once() {
        var first = added("first");
        var second = withUserCode(pending("second", "tv"), first.userCode());

        assertThatThrownBy(() -> authorizations().add(second)).isInstanceOf(AlreadyTaken.class);
        assertThat(authorizations().findByDeviceCode(second.deviceCode())).isEmpty();
    }

    private static DeviceAuthorization withUserCode(DeviceAuthorization it, String userCode) {
        return new DeviceAuthorization(
                it.id(),
                it.deviceCode(),
                userCode,
                it.clientId(),
                it.scopes(),
                it.status(),
                it.userId(),
                it.deviceName(),
                it.userAgent(),
                it.address(),
                it.createdAt(),
                it.expiresAt(),
                it.decidedAt(),
                it.interval(),
                it.lastPolledAt());
    }

    @Test
    void a_decision_is_kept_with_who_and_when() {
        var before = added("decided");
        var approved = before.approve("ann", NOON.plusSeconds(60));

        assertThat(authorizations().replacing(before, approved).attempt()).isTrue();
        assertThat(stored(before)).isEqualTo(approved);
        assertThat(authorizations()
                        .replacing(before, before.deny("ann", NOON.plusSeconds(61)))
                        .attempt())
                .isFalse();
        assertThat(stored(before)).isEqualTo(approved);
    }

    @Test
    void the_interval_grows_and_never_shrinks_while_the_request_waits() {
        var before = added("slowed");

        assertThat(authorizations().slowDown(before.deviceCode(), Duration.ofSeconds(15)))
                .isTrue();
        assertThat(authorizations().slowDown(before.deviceCode(), Duration.ofSeconds(10)))
                .isTrue();
        assertThat(stored(before).interval()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void the_interval_of_a_decided_request_stays_as_it_is() {
        var before = added("decided and slowed");
        authorizations().replacing(before, before.deny("ann", NOON)).attempt();

        assertThat(authorizations().slowDown(before.deviceCode(), Duration.ofSeconds(15)))
                .isFalse();
        assertThat(authorizations().slowDown(SecretHash.of("missing"), Duration.ofSeconds(15)))
                .isFalse();
        assertThat(stored(before).interval()).isEqualTo(before.interval());
    }

    @Test
    void a_decision_does_not_undo_a_longer_interval() {
        var before = added("slowed and decided");
        authorizations().slowDown(before.deviceCode(), Duration.ofSeconds(10));

        assertThat(authorizations()
                        .replacing(before, before.approve("ann", NOON))
                        .attempt())
                .isTrue();
        assertThat(stored(before).interval()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void the_last_poll_is_not_kept() {
        var before = added("polled");

        authorizations()
                .replacing(before, before.poll(NOON).next().approve("ann", NOON))
                .attempt();

        assertThat(stored(before).lastPolledAt()).isNull();
    }

    @Test
    void a_request_that_is_not_there_is_not_replaced() {
        var missing = pending("missing", "tv");

        assertThat(authorizations()
                        .replacing(missing, missing.deny("ann", NOON))
                        .attempt())
                .isFalse();
    }

    @Test
    void pending_are_those_that_wait_and_have_not_expired() {
        var elsewhere = authorizations().countPending(NOON);
        var late = NOON.plus(Duration.ofMinutes(30));
        added("pending 1");
        var second = added("pending 2");
        var third = added("pending 3");

        assertThat(authorizations().countPending(NOON)).isEqualTo(elsewhere + 3);
        assertThat(authorizations().countPending(late.minusMillis(1))).isEqualTo(elsewhere + 3);
        assertThat(authorizations().countPending(late)).isZero();

        authorizations().replacing(second, second.deny("ann", NOON)).attempt();
        authorizations().replacing(third, third.approve("ann", NOON)).attempt();
        assertThat(authorizations().countPending(NOON)).isEqualTo(elsewhere + 1);
    }

    @Test
    void those_that_are_decided_or_have_ended_are_picked_out_of_any_number() {
        var waits = added("still waits");
        var approved = approvedBy("ann", "approved of many");
        var denied = added("denied of many");
        authorizations().replacing(denied, denied.deny("ann", NOON)).attempt();
        var codes = new ArrayList<SecretHash>();
        for (var i = 0; i < 1100; i++) {
            codes.add(SecretHash.of("unknown " + i));
        }
        codes.add(300, denied.deviceCode());
        codes.add(waits.deviceCode());
        codes.add(approved.deviceCode());

        assertThat(authorizations().decidedAmong(codes))
                .containsExactlyInAnyOrder(denied.deviceCode(), approved.deviceCode());
        assertThat(authorizations().decidedAmong(List.of(waits.deviceCode()))).isEmpty();
        assertThat(authorizations().decidedAmong(List.of(approved.deviceCode())))
                .containsExactly(approved.deviceCode());
        assertThat(authorizations().decidedAmong(List.of())).isEmpty();
    }

    @Test
    void what_a_user_approved_and_no_device_has_collected_ends_together_and_is_counted() {
        authorizations().expireApprovedOf("ann");
        var approved = approvedBy("ann", "to expire");
        var collected = approvedBy("ann", "collected");
        authorizations()
                .replacing(collected, collected.poll(NOON.plusSeconds(5)).next())
                .attempt();
        var denied = added("denied");
        authorizations().replacing(denied, denied.deny("ann", NOON)).attempt();
        var anothers = approvedBy("bob", "of another");

        assertThat(authorizations().expireApprovedOf("ann")).isEqualTo(1);
        assertThat(authorizations().expireApprovedOf("ann")).isZero();
        assertThat(stored(approved).status()).isEqualTo(DeviceAuthorization.Status.EXPIRED);
        assertThat(stored(approved).userId()).isEqualTo("ann");
        assertThat(stored(collected).status()).isEqualTo(DeviceAuthorization.Status.REDEEMED);
        assertThat(stored(denied).status()).isEqualTo(DeviceAuthorization.Status.DENIED);
        assertThat(stored(anothers)).isEqualTo(anothers);
    }

    private DeviceAuthorization approvedBy(String user, String id) {
        var before = added(id);
        var approved = before.approve(user, NOON);
        assertThat(authorizations().replacing(before, approved).attempt()).isTrue();
        return approved;
    }

    @Test
    void one_of_many_who_redeem_an_approved_request_at_once_wins() throws Exception {
        var before = added("raced");
        var approved = before.approve("ann", NOON);
        authorizations().replacing(before, approved).attempt();

        var redeemed = approved.poll(NOON.plusSeconds(5)).next();
        var won = Race.run(
                runner -> authorizations().replacing(approved, redeemed).attempt());

        assertThat(won).containsOnlyOnce(true);
        assertThat(stored(before).status()).isEqualTo(DeviceAuthorization.Status.REDEEMED);
    }

    private boolean adds(DeviceAuthorization authorization) {
        try {
            authorizations().add(authorization);
            return true;
        } catch (AlreadyTaken e) {
            return false;
        }
    }

    @Test
    void one_of_many_who_draw_the_same_user_code_at_once_gets_it() throws Exception {
        var won = Race.run(runner -> adds(withUserCode(pending("drawn " + runner, "tv"), "drawn by many")));

        assertThat(won).containsOnlyOnce(true);
    }
}
