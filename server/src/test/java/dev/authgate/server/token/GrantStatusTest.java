package dev.authgate.server.token;

import static dev.authgate.server.token.RefreshFlow.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.oauth.OAuthError;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The status of a grant decides about all its tokens")
class GrantStatusTest {
    private final RefreshFlow flow = new RefreshFlow(TokenSettings.Rotation.off());
    private final TokenSet set = flow.first("grant", flow.tv);
    private final String refreshToken = Objects.requireNonNull(set.refreshToken());

    @Test
    void disabled_they_are_dead_and_enabled_again_they_live() {
        flow.grants.change("grant", Grant.Status.ACTIVE, Grant.Status.DISABLED);
        assertThat(flow.dead(set.accessToken(), NOON)).isTrue();
        assertThat(RefreshFlow.refusal(flow.refresh(refreshToken, NOON))).isEqualTo(OAuthError.INVALID_GRANT);

        flow.grants.change("grant", Grant.Status.DISABLED, Grant.Status.ACTIVE);
        assertThat(flow.dead(set.accessToken(), NOON)).isFalse();
        assertThat(flow.refresh(refreshToken, NOON)).isInstanceOf(TokenResult.Issued.class);
    }

    @Test
    void revoked_they_stay_dead() {
        flow.grants.revokeAllOf("ann");

        assertThat(flow.dead(set.accessToken(), NOON)).isTrue();
        assertThat(RefreshFlow.refusal(flow.refresh(refreshToken, NOON))).isEqualTo(OAuthError.INVALID_GRANT);
    }
}
