package dev.authgate.server.token;

import static dev.authgate.server.http.Asked.basic;
import static dev.authgate.server.http.Asked.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientAuthenticator;
import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 section 5.1: Successful Response, and the steps that lead there")
class TokenResourceTest {
    private final RefreshFlow flow = new RefreshFlow(TokenSettings.Rotation.off());
    private final String refreshToken =
            Objects.requireNonNull(flow.first("grant-1", flow.tv).refreshToken());
    private final TokenResource resource =
            new TokenResource(new ClientAuthenticator(flow.clients, flow.audit, true), List.of(flow.refreshGrant));

    @Test
    void holds_both_tokens_how_long_and_what_for() {
        var answer = resource.post(
                post("grant_type=refresh_token&refresh_token=" + refreshToken, basic("tv", "secret of tv")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"access_token\":\"ey", "\"token_type\":\"Bearer\"", "\"expires_in\":3600")
                .contains("\"refresh_token\":\"" + refreshToken + "\"", "\"scope\":\"read write\"");
    }

    @Test
    void leaves_the_refresh_token_out_where_none_is_issued() {
        var issuing = new TokenResource(
                new ClientAuthenticator(flow.clients, flow.audit, true), List.of(new AccessTokenOnly(flow)));

        var answer = issuing.post(post("grant_type=refresh_token", basic("tv", "secret of tv")));

        assertThat(answer.body()).contains("access_token").doesNotContain("\"refresh_token\"");
    }

    @Test
    void throws_a_refusal_once_the_transaction_is_over() {
        assertThatThrownBy(() ->
                        resource.post(post("grant_type=refresh_token&refresh_token=x", basic("tv", "secret of tv"))))
                .hasMessageStartingWith("invalid_grant");
    }

    @Test
    void wants_a_grant_type_that_is_served_here() {
        assertThatThrownBy(() -> resource.post(post("", basic("tv", "secret of tv"))))
                .hasMessageStartingWith("invalid_request");
        for (var unknown : List.of("password", "client_credentials", "authorization_code")) {
            assertThatThrownBy(() -> resource.post(post("grant_type=" + unknown, basic("tv", "secret of tv"))))
                    .hasMessage("unsupported_grant_type: supported grant types: refresh_token");
        }
    }

    @Test
    void wants_a_client_that_may_use_it() {
        assertThatThrownBy(() -> resource.post(post("grant_type=refresh_token&refresh_token=x&client_id=radio")))
                .hasMessageStartingWith("unauthorized_client");
        assertThatThrownBy(() -> resource.post(post("grant_type=refresh_token&refresh_token=x&client_id=nobody")))
                .hasMessageStartingWith("invalid_client");
    }

    /** A grant as it is with {@code ENABLE_REFRESH_TOKENS=false}. */
    private record AccessTokenOnly(RefreshFlow flow) implements TokenGrant {
        @Override
        public GrantType type() {
            return GrantType.REFRESH_TOKEN;
        }

        @Override
        public TokenResult decide(Client client, FormParameters parameters, Origin origin, Instant now) {
            return new TokenResult.Issued(new TokenSet("access", "Bearer", Duration.ofHours(1), null, Scopes.none()));
        }
    }
}
