package dev.authgate.server.token;

import static dev.authgate.server.storage.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.client.TokenPolicy;
import dev.authgate.server.key.SharedSecrets;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("How tokens are made: for the server, and for one client")
class TokenSettingsTest {
    private static TokenSettings settings(boolean refreshTokens) {
        return new TokenSettings(
                "https://auth.example.org",
                "https://auth.example.org",
                Duration.ofHours(1),
                Duration.ofDays(30),
                refreshTokens,
                TokenSettings.Rotation.off());
    }

    @Test
    void a_client_without_a_policy_follows_the_server() {
        var client = Samples.client("tv");

        assertThat(settings(true).accessTokenLifetime(client)).isEqualTo(Duration.ofHours(1));
        assertThat(settings(true).refreshTokenLifetime(client)).isEqualTo(Duration.ofDays(30));
        assertThat(settings(true).rotates(client)).isFalse();
    }

    @Test
    void a_client_with_a_policy_follows_its_own() {
        var client = Samples.client("tv").with(new TokenPolicy(Duration.ofMinutes(5), Duration.ofDays(1), true));

        assertThat(settings(true).accessTokenLifetime(client)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings(true).refreshTokenLifetime(client)).isEqualTo(Duration.ofDays(1));
        assertThat(settings(true).rotates(client)).isTrue();
    }

    @Test
    void no_refresh_token_is_issued_where_they_are_switched_off() {
        assertThat(first(false).refreshToken()).isNull();
        assertThat(first(true).refreshToken()).startsWith("agr_");
    }

    private static TokenSet first(boolean refreshTokens) {
        var flow = new RefreshFlow(TokenSettings.Rotation.off());
        var settings = settings(refreshTokens);
        var keys = new SharedSecrets(List.of("a secret of at least thirty-two bytes"));
        var accessTokens = new AccessTokens(settings, keys, Clock.fixed(NOON, ZoneOffset.UTC));
        var issuer = new TokenIssuer(
                settings, new LocalTokens(accessTokens, new Secrets()), flow.grants, flow.tokens, new Secrets());
        return issuer.first(Samples.grant("grant", "ann", "tv"), flow.tv, NOON).tokens();
    }
}
