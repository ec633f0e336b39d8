package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.GATE;
import static dev.authgate.server.conformance.AppUnderTest.TV;
import static dev.authgate.server.conformance.OAuth.INTROSPECT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.9: POST /oauth/introspect (RFC 7662)")
class IntrospectionRequestTest {
    private static final String INACTIVE = "{\"active\":false}";

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    private final Reply tokens = APP.tokens(Person.ANN, TV, "scope", "read write");
    private final String access = tokens.text("access_token");
    private final String refresh = tokens.text("refresh_token");

    @Test
    @Tag("IN-01")
    @Tag("IN-07")
    void is_closed_to_those_who_cannot_prove_who_they_are() {
        APP.oauth().introspect("token", access).unauthorized("invalid_client");
        APP.oauth().introspect("token", access, "client_id", TV).unauthorized("invalid_client");
        APP.oauth().introspect("token", access, "client_id", GATE).unauthorized("invalid_client");
    }

    @Test
    @Tag("IN-06")
    void is_closed_to_a_wrong_secret() {
        APP.oauth().basic(GATE, "wrong").introspect("token", access).unauthorized("invalid_client");
    }

    @Test
    @Tag("IN-02")
    @Tag("IN-09")
    @Tag("IN-11")
    void tells_what_an_access_token_is_good_for() {
        var told = APP.gate().introspect("token", access).json(200).json();

        assertThat(told.path("active").isBoolean()).isTrue();
        assertThat(told.path("active").asBoolean()).isTrue();
        assertThat(told.path("client_id").asText()).isEqualTo(TV);
        assertThat(told.path("sub").asText()).isEqualTo("user-ann");
        assertThat(told.path("username").asText()).isEqualTo("ann");
        assertThat(told.path("scope").isTextual()).isTrue();
        assertThat(told.path("scope").asText()).isEqualTo("read write");
        assertThat(told.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(told.path("iss").asText()).isEqualTo(AppUnderTest.BASE_URL);
        assertThat(told.path("iat").isIntegralNumber()).isTrue();
        assertThat(told.path("exp").isIntegralNumber()).isTrue();
        assertThat(told.path("exp").asLong() - told.path("iat").asLong())
                .isEqualTo(tokens.json().path("expires_in").asLong());
    }

    @Test
    void tells_what_a_refresh_token_is_good_for_and_calls_it_no_bearer_token() {
        var told = APP.gate().introspect("token", refresh).json(200).json();

        assertThat(told.path("active").asBoolean()).isTrue();
        assertThat(told.path("client_id").asText()).isEqualTo(TV);
        assertThat(told.has("token_type")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "e30.e30.", "...", "agr_", "' OR '1'='1", "<script>", "\u202e", "null"})
    @Tag("IN-03")
    @Tag("IN-12")
    void says_nothing_of_a_token_that_is_none(String odd) {
        assertThat(APP.gate().introspect("token", odd).json(200).body()).isEqualTo(INACTIVE);
        assertThat(APP.gate().introspect("token", odd.repeat(500)).json(200).body())
                .isEqualTo(INACTIVE);
    }

    @Test
    @Tag("IN-04")
    @Tag("IN-13")
    void needs_a_token_and_an_empty_one_is_none() {
        APP.gate().introspect().refused("invalid_request");
        APP.gate().introspect("token", "").refused("invalid_request");
    }

    @Test
    @Tag("IN-05")
    void is_a_post() {
        var answer = APP.gate().http().get(INTROSPECT + "?token=" + access);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh_token", "access_token", "zzz", ""})
    @Tag("IN-08")
    void does_not_depend_on_the_hint(String hint) {
        assertThat(APP.gate()
                        .introspect("token", access, "token_type_hint", hint)
                        .json(200)
                        .body())
                .startsWith("{\"active\":true,");
    }

    @Test
    @Tag("IN-10")
    void is_about_one_token() {
        APP.gate().introspect("token", access, "token", access).refused("invalid_request");
    }

    @Test
    @Tag("IN-40")
    void shows_a_client_that_is_no_resource_server_its_own_tokens_only() {
        assertThat(APP.kiosk().introspect("token", access).json(200).body()).isEqualTo(INACTIVE);
        assertThat(APP.kiosk().introspect("token", refresh).json(200).body()).isEqualTo(INACTIVE);
    }

    @Test
    @Tag("IN-41")
    void answers_plain_json_whatever_is_asked_for() {
        var http = APP.gate().http().with("Accept", "application/token-introspection+jwt");

        assertThat(http.post(INTROSPECT, "token", access).json(200).body()).startsWith("{\"active\":true,");
    }
}
