package dev.authgate.server.token;

import static dev.authgate.server.http.Asked.get;
import static dev.authgate.server.http.Asked.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.http.Answer;
import dev.authgate.server.http.HttpRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6750 section 2 and section 3: is this access token good?")
class TokenInfoResourceTest {
    private final RefreshFlow flow = new RefreshFlow(TokenSettings.Rotation.off());
    private final String token = flow.first("grant-1", flow.tv).accessToken();

    private Answer ask(HttpRequest request) {
        return resource(true).get(request);
    }

    private TokenInfoResource resource(boolean byQuery) {
        var checks =
                new TokenChecks(flow.accessTokensAt(RefreshFlow.NOON), flow.tokens, TokenValidation.byStandingAlone());
        return new TokenInfoResource(checks, "https://auth.example.org", byQuery);
    }

    @Test
    void tells_whose_it_is_what_for_and_how_long() {
        var answer = ask(get(null, "Bearer " + token));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"active\":true", "\"user_id\":\"ann\"", "\"sub\":\"ann\"", "\"username\":\"Ann\"")
                .contains("\"client_id\":\"tv\"", "\"scope\":\"read write\"", "\"token_type\":\"Bearer\"")
                .contains("\"iss\":\"https://auth.example.org\"", "\"exp\":1767272400", "\"iat\":1767268800")
                .doesNotContain(token);
    }

    @Test
    void takes_the_scheme_in_any_case() {
        assertThat(ask(get(null, "bEARER " + token)).status()).isEqualTo(200);
    }

    @Test
    void takes_the_token_from_the_query_unless_that_is_switched_off() {
        var request = get("access_token=" + token);

        assertThat(resource(true).get(request).status()).isEqualTo(200);
        assertThat(resource(false).get(request).status()).isEqualTo(401);
    }

    @Test
    void asks_for_a_token_without_an_error_code_when_there_is_none() {
        var answer = ask(get(null));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(header(answer, "WWW-Authenticate")).containsExactly("Bearer realm=\"AuthGate\"");
        assertThat(answer.body()).doesNotContain("\"error\"");
        assertThat(ask(get(null, "Basic dGVzdDp0ZXN0")).status()).isEqualTo(401);
    }

    @Test
    void refuses_a_token_that_is_unknown_or_revoked() {
        flow.grants.change("grant-1", Grant.Status.ACTIVE, Grant.Status.REVOKED);

        assertThatThrownBy(() -> ask(get(null, "Bearer " + token))).hasMessageStartingWith("invalid_token");
        assertThatThrownBy(() -> ask(get(null, "Bearer e30.e30."))).hasMessageStartingWith("invalid_token");
    }

    @Test
    void refuses_a_token_sent_in_two_ways_or_twice() {
        assertInvalidRequest(get("access_token=" + token, "Bearer " + token));
        assertInvalidRequest(get(null, "Bearer " + token, "Bearer " + token));
        assertInvalidRequest(get("access_token=a&access_token=b"));
    }

    private void assertInvalidRequest(HttpRequest request) {
        var answer = ask(request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"error\":\"invalid_request\"");
        assertThat(header(answer, "WWW-Authenticate"))
                .containsExactly("Bearer realm=\"AuthGate\", error=\"invalid_request\"");
    }
}
