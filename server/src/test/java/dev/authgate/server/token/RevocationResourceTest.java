package dev.authgate.server.token;

import static dev.authgate.server.http.Asked.basic;
import static dev.authgate.server.http.Asked.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.client.ClientAuthenticator;
import dev.authgate.server.http.HttpRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7009 section 2.2: Revocation Response")
class RevocationResourceTest {
    private final RefreshFlow flow = new RefreshFlow(TokenSettings.Rotation.off());
    private final String ofConfidential = flow.first("grant-1", flow.tv).accessToken();
    private final String ofPublic = flow.first("grant-2", flow.radio).accessToken();
    private final RevocationResource resource = new RevocationResource(
            new ClientAuthenticator(flow.clients, flow.audit, true),
            new Revocation(flow.grants, flow.tokens, flow.clients, flow.audit, flow.transactions));

    private boolean alive(String token) {
        return !flow.dead(token, RefreshFlow.NOON);
    }

    private void revoke(HttpRequest request) {
        var answer = resource.post(request);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
    }

    @Test
    void is_the_same_for_a_token_that_was_there_and_one_that_was_not() {
        revoke(post("token=" + ofConfidential, basic("tv", "secret of tv")));
        revoke(post("token=unknown", basic("tv", "secret of tv")));

        assertThat(alive(ofConfidential)).isFalse();
    }

    @Test
    void does_not_depend_on_the_hint() {
        revoke(post("token_type_hint=refresh_token&token=" + ofPublic + "&client_id=radio"));

        assertThat(alive(ofPublic)).isFalse();
    }

    @Test
    void is_no_error_for_the_token_of_somebody_else_which_stays() {
        revoke(post("client_id=radio&token=" + ofConfidential));

        assertThat(alive(ofConfidential)).isTrue();
    }

    @Test
    void without_a_client_ends_the_tokens_of_public_clients_only() {
        revoke(post("token=" + ofPublic));
        revoke(post("token=" + ofConfidential));

        assertThat(alive(ofPublic)).isFalse();
        assertThat(alive(ofConfidential)).isTrue();
    }

    @Test
    void is_an_error_when_the_client_is_not_who_it_says_or_sends_no_token() {
        assertThatThrownBy(() -> resource.post(post("token=x", basic("tv", "wrong"))))
                .hasMessageStartingWith("invalid_client");
        assertThatThrownBy(() -> resource.post(post("client_id=radio"))).hasMessageStartingWith("invalid_request");
    }
}
