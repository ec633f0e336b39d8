package dev.authgate.server.token;

import static dev.authgate.server.http.Asked.basic;
import static dev.authgate.server.http.Asked.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientAuthenticator;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7662 section 2: Introspection Endpoint")
class IntrospectionResourceTest {
    private static final String NOTHING = "{\"active\":false}";

    private final RefreshFlow flow = new RefreshFlow(new TokenSettings.Rotation(true, Duration.ofSeconds(30), false));
    private final TokenSet tokens = flow.first("grant-1", flow.tv);
    private final String refreshToken = Objects.requireNonNull(tokens.refreshToken());

    @BeforeEach
    void there_are_two_more_clients() {
        flow.clients.add(confidential("api", true));
        flow.clients.add(confidential("other", false));
    }

    private static Client confidential(String id, boolean introspectAll) {
        return new Client(
                id,
                id,
                ClientType.CONFIDENTIAL,
                SecretHash.of("secret of " + id),
                Scopes.none(),
                Set.of(GrantType.DEVICE_CODE),
                true,
                introspectAll,
                true,
                RefreshFlow.NOON);
    }

    private String introspect(String token, String client) {
        var answer = resource().post(post("token=" + token, basic(client, "secret of " + client)));

        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private IntrospectionResource resource() {
        var settings = new TokenSettings(
                "https://auth.example.org",
                "https://api.example.org",
                Duration.ofHours(1),
                Duration.ofDays(30),
                true,
                TokenSettings.Rotation.off());
        return new IntrospectionResource(
                new ClientAuthenticator(flow.clients, flow.audit, true),
                new TokenChecks(flow.accessTokensAt(RefreshFlow.NOON), flow.tokens, TokenValidation.byStandingAlone()),
                flow.tokens,
                settings);
    }

    @Test
    void tells_a_client_about_its_own_access_token() {
        assertThat(introspect(tokens.accessToken(), "tv"))
                .contains("\"active\":true", "\"scope\":\"read write\"", "\"client_id\":\"tv\"", "\"sub\":\"ann\"")
                .contains("\"token_type\":\"Bearer\"", "\"aud\":\"https://api.example.org\"", "\"jti\":\"")
                .contains("\"iat\":1767268800", "\"exp\":1767272400");
    }

    @Test
    void tells_a_client_about_its_own_refresh_token() {
        assertThat(introspect(refreshToken, "tv"))
                .contains("\"active\":true", "\"client_id\":\"tv\"")
                .doesNotContain("token_type");
    }

    @Test
    void tells_a_resource_server_about_the_tokens_of_all_clients() {
        assertThat(introspect(tokens.accessToken(), "api")).contains("\"active\":true");
        assertThat(introspect(refreshToken, "api")).contains("\"active\":true");
    }

    @Test
    void tells_any_other_client_nothing() {
        assertThat(introspect(tokens.accessToken(), "other")).isEqualTo(NOTHING);
        assertThat(introspect(refreshToken, "other")).isEqualTo(NOTHING);
    }

    @Test
    void tells_nothing_of_a_token_that_is_unknown_spent_or_revoked() {
        flow.refresh(refreshToken, RefreshFlow.NOON);

        assertThat(introspect("unknown", "tv")).isEqualTo(NOTHING);
        assertThat(introspect(refreshToken, "tv")).isEqualTo(NOTHING);
        flow.grants.change("grant-1", Grant.Status.ACTIVE, Grant.Status.DISABLED);
        assertThat(introspect(tokens.accessToken(), "tv")).isEqualTo(NOTHING);
    }

    @Test
    void is_closed_to_public_clients_and_to_nobody_in_particular() {
        assertThatThrownBy(() -> resource().post(post("token=x&client_id=radio")))
                .hasMessageStartingWith("invalid_client");
        assertThatThrownBy(() -> resource().post(post("token=x"))).hasMessageStartingWith("invalid_client");
        assertThatThrownBy(() -> resource().post(post("token=x", basic("tv", "wrong"))))
                .hasMessageStartingWith("invalid_client");
    }

    @Test
    void wants_a_token() {
        assertThatThrownBy(() -> resource().post(post("", basic("tv", "secret of tv"))))
                .hasMessageStartingWith("invalid_request");
    }
}
