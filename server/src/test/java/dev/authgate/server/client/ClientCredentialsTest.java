package dev.authgate.server.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.OAuthException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 section 2.3.1: Client Password")
class ClientCredentialsTest {
    @Test
    void come_by_http_basic() {
        assertThat(read("", basic("client", "secret"))).isEqualTo(new ClientCredentials("client", "secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic ", "BASIC ", "Basic  "})
    void do_not_mind_the_case_of_the_scheme(String scheme) {
        assertThat(read("", scheme + base64("client:secret")).id()).isEqualTo("client");
    }

    @Test
    void are_form_encoded_inside_the_header() {
        assertThat(read("", "Basic " + base64("%63lient:%73ecret%3A%26+x")))
                .isEqualTo(new ClientCredentials("client", "secret:& x"));
    }

    @Test
    void come_in_the_body() {
        assertThat(read("client_id=client&client_secret=secret")).isEqualTo(new ClientCredentials("client", "secret"));
    }

    @Test
    void of_a_public_client_are_its_id_alone() {
        assertThat(read("client_id=client")).isEqualTo(new ClientCredentials("client", null));
        assertThat(read("", basic("client", ""))).isEqualTo(new ClientCredentials("client", null));
    }

    @Test
    void must_not_come_both_ways() {
        assertRefused("invalid_request", "client_id=client&client_secret=secret", basic("client", "secret"));
    }

    @Test
    void must_not_name_two_clients() {
        assertRefused("invalid_request", "client_id=other", basic("client", "secret"));
    }

    @Test
    void may_name_the_same_client_twice() {
        assertThat(read("client_id=client", basic("client", "secret")).secret()).isEqualTo("secret");
    }

    @Test
    void must_not_be_missing() {
        assertRefused("invalid_request", "");
        assertRefused("invalid_request", "client_secret=secret");
    }

    @Test
    void must_not_come_in_two_headers() {
        assertRefused("invalid_request", "", basic("client", "wrong"), basic("client", "secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic !!!!",
                "Basic bm9jb2xvbg==",
                "Basic /////zo=",
                "Digest x",
                "Bearer x",
                "",
                "Basic OnNlY3JldA=="
            })
    void are_refused_when_the_header_is_anything_else(String header) {
        assertRefused("invalid_client", "", header);
    }

    @Test
    void never_show_the_secret() {
        assertThat(new ClientCredentials("client", "secret").toString()).doesNotContain("secret");
    }

    private static void assertRefused(String error, String body, String... headers) {
        assertThatThrownBy(() -> read(body, headers))
                .isInstanceOf(OAuthException.class)
                .hasMessageStartingWith(error);
    }

    private static ClientCredentials read(String body, String... headers) {
        return ClientCredentials.of(List.of(headers), FormParameters.parse(body.getBytes(UTF_8)));
    }

    private static String basic(String id, String secret) {
        return "Basic " + base64(id + ":" + secret);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
