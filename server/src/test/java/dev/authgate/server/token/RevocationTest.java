package dev.authgate.server.token;

import static dev.authgate.server.token.RefreshFlow.DEVICE;
import static dev.authgate.server.token.RefreshFlow.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.audit.EventType;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7009 section 2.1: Revocation Request")
class RevocationTest {
    private final RefreshFlow flow = new RefreshFlow(TokenSettings.Rotation.off());
    private final Revocation revocation =
            new Revocation(flow.grants, flow.tokens, flow.clients, flow.audit, flow.transactions);
    private final TokenSet set = flow.first("grant", flow.tv);
    private final String refreshToken = Objects.requireNonNull(set.refreshToken());

    @Test
    void of_a_refresh_token_ends_the_grant_and_all_its_access_tokens() {
        revocation.revoke(refreshToken, flow.tv, DEVICE, NOON);

        assertThat(flow.status("grant")).isEqualTo(Grant.Status.REVOKED);
        assertThat(flow.dead(set.accessToken(), NOON)).isTrue();
        assertThat(flow.refresh(refreshToken, NOON)).isInstanceOf(TokenResult.Refused.class);
        assertThat(flow.audited()).containsExactly(EventType.GRANT_REVOKED);
    }

    @Test
    void of_an_access_token_ends_that_token_alone() {
        revocation.revoke(set.accessToken(), flow.tv, DEVICE, NOON);

        assertThat(flow.dead(set.accessToken(), NOON)).isTrue();
        assertThat(flow.refresh(refreshToken, NOON)).isInstanceOf(TokenResult.Issued.class);
        assertThat(flow.audited()).startsWith(EventType.TOKEN_REVOKED);
    }

    @Test
    void of_a_disabled_grant_ends_it_for_good() {
        flow.grants.change("grant", Grant.Status.ACTIVE, Grant.Status.DISABLED);

        revocation.revoke(refreshToken, flow.tv, DEVICE, NOON);

        assertThat(flow.status("grant")).isEqualTo(Grant.Status.REVOKED);
    }

    @Test
    void by_another_client_has_no_effect() {
        revocation.revoke(refreshToken, flow.radio, DEVICE, NOON);
        revocation.revoke(set.accessToken(), flow.radio, DEVICE, NOON);

        assertThat(flow.dead(set.accessToken(), NOON)).isFalse();
        assertThat(flow.audited()).isEmpty();
    }

    @Test
    void without_a_client_ends_a_public_clients_token_and_leaves_a_confidential_ones_alone() {
        var open = flow.first("open", flow.radio);

        revocation.revokeAnonymously(open.accessToken(), DEVICE, NOON);
        revocation.revokeAnonymously(set.accessToken(), DEVICE, NOON);

        assertThat(flow.dead(open.accessToken(), NOON)).isTrue();
        assertThat(flow.dead(set.accessToken(), NOON)).isFalse();
    }

    @Test
    void of_an_unknown_token_and_a_second_time_is_no_error_and_no_event() {
        revocation.revoke("unknown", flow.tv, DEVICE, NOON);
        revocation.revoke(refreshToken, flow.tv, DEVICE, NOON);
        revocation.revoke(refreshToken, flow.tv, DEVICE, NOON);

        assertThat(flow.audited()).containsExactly(EventType.GRANT_REVOKED);
    }
}
