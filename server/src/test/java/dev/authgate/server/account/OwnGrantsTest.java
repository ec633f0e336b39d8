package dev.authgate.server.account;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.account.OwnGrants.Action;
import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.MemoryAuditTrail;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.device.DeviceAuthorization;
import dev.authgate.server.device.MemoryDeviceAuthorizations;
import dev.authgate.server.storage.MemoryTransactions;
import dev.authgate.server.storage.Samples;
import dev.authgate.server.token.Grant;
import dev.authgate.server.token.MemoryGrants;
import dev.authgate.server.user.User;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("OWASP ASVS 7.4 and 8.2.2: one's own grants")
class OwnGrantsTest {
    private static final Origin HOME = new Origin("203.0.113.9", "Firefox", "r1");
    private static final User ANN = Samples.user("ann", "Ann");

    private final MemoryGrants grants = new MemoryGrants();
    private final MemoryDeviceAuthorizations authorizations = new MemoryDeviceAuthorizations();
    private final MemoryAuditTrail audit = new MemoryAuditTrail();
    private final MemoryTransactions transactions = new MemoryTransactions(grants, authorizations, audit);
    private final OwnGrants own = new OwnGrants(grants, authorizations::expireApprovedOf, audit, transactions);
    private final Grant grant = Samples.grant("grant", "ann", "tv");

    private void given(Grant.Status status) {
        grants.add(grant);
        if (status != Grant.Status.ACTIVE) {
            grants.change("grant", Grant.Status.ACTIVE, status);
        }
    }

    private boolean made(Action action, Instant now) {
        return own.change("grant", action, ANN, HOME, now).orElseThrow().made();
    }

    private Grant.Status status(String id) {
        return grants.find(id).orElseThrow().status();
    }

    @Nested
    @DisplayName("changing one")
    class One {
        @ParameterizedTest
        @CsvSource({
            "ACTIVE, DISABLE, DISABLED, GRANT_DISABLED",
            "DISABLED, ENABLE, ACTIVE, GRANT_ENABLED",
            "ACTIVE, REVOKE, REVOKED, GRANT_REVOKED",
            "DISABLED, REVOKE, REVOKED, GRANT_REVOKED",
            "ACTIVE, DISOWN, REVOKED, GRANT_DISOWNED",
            "DISABLED, DISOWN, REVOKED, GRANT_DISOWNED"
        })
        void is_audited(Grant.Status before, Action action, Grant.Status after, EventType event) {
            given(before);

            assertThat(made(action, NOON)).isTrue();
            assertThat(status("grant")).isEqualTo(after);
            assertThat(audit.events())
                    .containsExactly(AuditEvent.of(event, NOON, HOME)
                            .by("ann")
                            .forClient("tv")
                            .on("grant"));
        }

        @ParameterizedTest
        @CsvSource({
            "ACTIVE, ENABLE",
            "DISABLED, DISABLE",
            "REVOKED, ENABLE",
            "REVOKED, DISABLE",
            "REVOKED, REVOKE",
            "REVOKED, DISOWN"
        })
        void to_what_it_is_or_after_its_end_changes_nothing(Grant.Status before, Action action) {
            given(before);

            assertThat(made(action, NOON)).isFalse();
            assertThat(status("grant")).isEqualTo(before);
            assertThat(audit.events()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"REVOKE, true", "DISOWN, true", "DISABLE, false"})
        void that_has_expired_can_only_end_it(Action action, boolean made) {
            given(Grant.Status.ACTIVE);

            assertThat(made(action, grant.expiresAt())).isEqualTo(made);
        }

        @Test
        void that_has_expired_cannot_enable_it() {
            given(Grant.Status.DISABLED);

            assertThat(made(Action.ENABLE, grant.expiresAt())).isFalse();
        }

        @ParameterizedTest
        @EnumSource
        void of_somebody_else_looks_as_if_it_were_not_there(Action action) {
            grants.add(Samples.grant("of bob", "bob", "tv"));

            assertThat(own.change("of bob", action, ANN, HOME, NOON)).isEmpty();
            assertThat(own.change("nothing", action, ANN, HOME, NOON)).isEmpty();
            assertThat(status("of bob")).isEqualTo(Grant.Status.ACTIVE);
            assertThat(audit.events()).isEmpty();
        }
    }

    @Nested
    @DisplayName("ending everything")
    class Everything {
        @Test
        void ends_active_and_disabled_grants_and_approvals_not_collected_yet() {
            given(Grant.Status.DISABLED);
            grants.add(Samples.grant("second", "ann", "radio"));
            var approved = approvedBy("ann", "waits");

            own.endAllOf(ANN, HOME, NOON);

            assertThat(status("grant")).isEqualTo(Grant.Status.REVOKED);
            assertThat(status("second")).isEqualTo(Grant.Status.REVOKED);
            assertThat(stored(approved).status()).isEqualTo(DeviceAuthorization.Status.EXPIRED);
            assertThat(audit.events())
                    .containsExactly(AuditEvent.of(EventType.ALL_GRANTS_REVOKED, NOON, HOME)
                            .by("ann")
                            .on("ann")
                            .with("grants", "2")
                            .with("approvals", "1"));
        }

        @Test
        void leaves_everybody_elses_alone() {
            grants.add(Samples.grant("of bob", "bob", "tv"));
            var approved = approvedBy("bob", "of bob");

            own.endAllOf(ANN, HOME, NOON);

            assertThat(status("of bob")).isEqualTo(Grant.Status.ACTIVE);
            assertThat(stored(approved)).isEqualTo(approved);
            assertThat(audit.events()).isEmpty();
        }

        @Test
        void ends_all_or_nothing() {
            given(Grant.Status.ACTIVE);
            var approved = approvedBy("ann", "waits");
            var broken = new OwnGrants(
                    grants,
                    authorizations::expireApprovedOf,
                    event -> {
                        throw new IllegalStateException("the trail is full");
                    },
                    transactions);

            assertThatThrownBy(() -> broken.endAllOf(ANN, HOME, NOON)).hasMessage("the trail is full");
            assertThat(status("grant")).isEqualTo(Grant.Status.ACTIVE);
            assertThat(stored(approved)).isEqualTo(approved);
        }

        private DeviceAuthorization approvedBy(String user, String id) {
            var waiting = Samples.pending(id, "tv");
            var approved = waiting.approve(user, NOON);
            authorizations.add(waiting);
            authorizations.replacing(waiting, approved).attempt();
            return approved;
        }

        private DeviceAuthorization stored(DeviceAuthorization authorization) {
            return authorizations.findByDeviceCode(authorization.deviceCode()).orElseThrow();
        }
    }
}
