package dev.authgate.server.token;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.oauth.Scopes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A token counts while everything that decides about it is in order")
class TokenStandingTest {
    @Test
    void it_counts_until_it_expires() {
        var good = standing(Grant.Status.ACTIVE, false, true, true);

        assertThat(good.active(NOON.plusSeconds(59))).isTrue();
        assertThat(good.active(NOON.plusSeconds(60))).isFalse();
    }

    @Test
    void it_does_not_when_it_was_revoked_or_its_grant_is_not_active() {
        assertThat(standing(Grant.Status.ACTIVE, true, true, true).active(NOON)).isFalse();
        assertThat(standing(Grant.Status.DISABLED, false, true, true).active(NOON))
                .isFalse();
        assertThat(standing(Grant.Status.REVOKED, false, true, true).active(NOON))
                .isFalse();
    }

    @Test
    void it_does_not_when_its_client_or_its_user_is_disabled() {
        assertThat(standing(Grant.Status.ACTIVE, false, false, true).active(NOON))
                .isFalse();
        assertThat(standing(Grant.Status.ACTIVE, false, true, false).active(NOON))
                .isFalse();
    }

    private static TokenStanding standing(
            Grant.Status grant, boolean revoked, boolean clientEnabled, boolean userEnabled) {
        return new TokenStanding(
                "grant",
                grant,
                revoked,
                NOON,
                NOON.plusSeconds(60),
                Scopes.none(),
                "tv",
                clientEnabled,
                "ann",
                "Ann",
                userEnabled,
                TokenMaker.LOCAL,
                MadeToken.BEARER);
    }
}
