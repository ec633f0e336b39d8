package dev.authgate.server.token;

import static dev.authgate.server.storage.Samples.NOON;
import static dev.authgate.server.storage.Samples.grant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.storage.Race;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of grants promises. Users: ann, bob, cleo and dora; clients: tv and radio. */
public abstract class GrantsContract {
    protected abstract Grants grants();

    @Test
    void a_grant_is_found_as_it_was_added() {
        var grant = grant("grant found", "ann", "tv");
        grants().add(grant);

        assertThat(grants().find("grant found")).contains(grant);
        assertThat(grants().find("nothing")).isEmpty();
        assertThatThrownBy(() -> grants().add(grant)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_grant_in_use_remembers_when_from_where_and_until_when() {
        var grant = grant("grant used", "ann", "tv");
        grants().add(grant);

        var used = grant.used(NOON.plusSeconds(60), "192.0.2.9", NOON.plus(Duration.ofDays(40)));

        assertThat(grants().using(used).attempt()).isTrue();
        assertThat(grants().find("grant used")).contains(used);
    }

    @Test
    void a_grant_that_is_not_active_cannot_be_used() {
        var grant = grant("grant unused", "ann", "tv");
        grants().add(grant);
        grants().change("grant unused", Grant.Status.ACTIVE, Grant.Status.DISABLED);

        assertThat(grants().using(grant.used(NOON.plusSeconds(60), "192.0.2.9", grant.expiresAt()))
                        .attempt())
                .isFalse();
        assertThat(grants().find("grant unused").orElseThrow().lastUsedAt()).isEqualTo(NOON);
    }

    @Test
    void a_status_changes_only_from_the_one_that_was_expected() {
        grants().add(grant("grant changed", "ann", "tv"));

        assertThat(grants().change("grant changed", Grant.Status.ACTIVE, Grant.Status.DISABLED))
                .isTrue();
        assertThat(grants().change("grant changed", Grant.Status.ACTIVE, Grant.Status.REVOKED))
                .isFalse();
        assertThat(grants().find("grant changed").orElseThrow().status()).isEqualTo(Grant.Status.DISABLED);
        assertThat(grants().change("nothing", Grant.Status.ACTIVE, Grant.Status.REVOKED))
                .isFalse();
    }

    @Test
    void one_of_many_who_end_a_grant_at_once_ends_it() throws Exception {
        grants().add(grant("grant ended", "ann", "tv"));

        var won = Race.run(runner -> grants().change("grant ended", Grant.Status.ACTIVE, Grant.Status.REVOKED));

        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void all_grants_of_a_user_end_together_and_are_counted() {
        grants().revokeAllOf("bob");
        grants().add(grant("grant first", "bob", "tv"));
        grants().add(grant("grant second", "bob", "radio"));
        grants().add(grant("grant other", "ann", "radio"));
        grants().change("grant second", Grant.Status.ACTIVE, Grant.Status.DISABLED);

        assertThat(grants().revokeAllOf("bob")).isEqualTo(2);
        assertThat(grants().revokeAllOf("bob")).isZero();
        assertThat(grants().find("grant second").orElseThrow().status()).isEqualTo(Grant.Status.REVOKED);
        assertThat(grants().find("grant other").orElseThrow().status()).isEqualTo(Grant.Status.ACTIVE);
    }

    @Test
    void a_user_has_allowed_a_client_something_once_there_was_a_grant() {
        assertThat(grants().hasAny("cleo", "radio")).isFalse();

        grants().add(grant("grant allowed", "cleo", "radio"));

        assertThat(grants().hasAny("cleo", "radio")).isTrue();
        assertThat(grants().hasAny("cleo", "tv")).isFalse();
    }

    @Test
    void a_users_grants_come_in_pages_newest_first_each_once_and_none_that_is_revoked() {
        for (var i = 0; i < 5; i++) {
            grants().add(made("page " + i, NOON.plusSeconds(i / 2)));
        }
        grants().add(made("page revoked", NOON.plusSeconds(9)));
        grants().change("page revoked", Grant.Status.ACTIVE, Grant.Status.REVOKED);
        grants().change("page 2", Grant.Status.ACTIVE, Grant.Status.DISABLED);

        var first = grants().unrevokedOf("dora", Grants.Position.newest(), 3);
        var second = grants().unrevokedOf("dora", Grants.Position.of(first.get(2)), 3);

        assertThat(first).extracting(Grant::id).containsExactly("page 4", "page 3", "page 2");
        assertThat(second).extracting(Grant::id).containsExactly("page 1", "page 0");
    }

    private static Grant made(String id, Instant at) {
        var grant = grant(id, "dora", "tv");
        return new Grant(
                grant.id(),
                grant.userId(),
                grant.clientId(),
                grant.scopes(),
                grant.status(),
                grant.deviceName(),
                grant.userAgent(),
                grant.address(),
                at,
                grant.lastUsedAt(),
                grant.lastAddress(),
                grant.expiresAt());
    }

    @Test
    void a_lasting_grant_is_neither_revoked_nor_expired() {
        grants().revokeAllOf("bob");
        var active = grant("still lasting", "bob", "tv");
        grants().add(active);
        grants().add(grant("still lasting disabled", "bob", "tv"));
        grants().add(grant("still lasting no more", "bob", "tv"));
        grants().change("still lasting disabled", Grant.Status.ACTIVE, Grant.Status.DISABLED);
        grants().change("still lasting no more", Grant.Status.ACTIVE, Grant.Status.REVOKED);

        assertThat(grants().countLasting("bob", NOON)).isEqualTo(2);
        assertThat(grants().countLasting("bob", active.expiresAt().minusMillis(1)))
                .isEqualTo(2);
        assertThat(grants().countLasting("bob", active.expiresAt())).isZero();
    }
}
