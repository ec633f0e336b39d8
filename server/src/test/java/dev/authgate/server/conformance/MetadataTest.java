package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.BASE_URL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.10: the metadata document (RFC 8414)")
class MetadataTest {
    private static final String PATH = "/.well-known/oauth-authorization-server";

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    private final Reply answer = APP.http().get(PATH);
    private final JsonNode document = answer.json();

    private List<String> list(String member) {
        var texts = new ArrayList<String>();
        document.path(member).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Test
    @Tag("MD-01")
    void is_json() {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(document.isObject()).isTrue();
    }

    @Test
    @Tag("MD-02")
    void names_the_issuer_as_tokens_do() {
        assertThat(document.path("issuer").asText()).isEqualTo(BASE_URL);
    }

    @Test
    @Tag("MD-03")
    @Tag("MD-05")
    @Tag("MD-41")
    void names_endpoints_that_answer() {
        for (var member : List.of(
                "token_endpoint",
                "device_authorization_endpoint",
                "revocation_endpoint",
                "introspection_endpoint",
                "jwks_uri")) {
            var endpoint = document.path(member).asText();
            assertThat(endpoint).as(member).startsWith(BASE_URL + "/");
            var path = endpoint.substring(BASE_URL.length());
            assertThat(APP.http().post(path).status()).as(path).isNotEqualTo(404);
        }
    }

    @Test
    @Tag("MD-04")
    @Tag("MD-07")
    void names_the_grant_types_and_says_that_there_are_no_response_types() {
        assertThat(list("grant_types_supported")).containsExactly(OAuth.DEVICE_CODE_GRANT, "refresh_token");
        assertThat(document.path("response_types_supported").isArray()).isTrue();
        assertThat(list("response_types_supported")).isEmpty();
    }

    @Test
    @Tag("MD-05")
    @Tag("MD-06")
    @Tag("MD-08")
    void names_the_ways_in_which_clients_identify_themselves() {
        assertThat(list("token_endpoint_auth_methods_supported"))
                .containsExactlyInAnyOrder("none", "client_secret_basic", "client_secret_post");
        assertThat(list("revocation_endpoint_auth_methods_supported"))
                .containsExactlyInAnyOrder("none", "client_secret_basic", "client_secret_post");
        assertThat(list("introspection_endpoint_auth_methods_supported"))
                .containsExactlyInAnyOrder("client_secret_basic", "client_secret_post");
        assertThat(document.fieldNames()).toIterable().noneMatch(name -> name.contains("signing_alg"));
    }

    @Test
    @Tag("MD-09")
    void does_not_follow_the_host_of_the_request() {
        var told = APP.wire()
                .ask("GET " + PATH + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                        + "Connection: close\r\n\r\n");

        assertThat(told.body()).isEqualTo(answer.body());
    }

    @Test
    @Tag("MD-10")
    void is_only_read() {
        var refused = APP.http().send("POST", PATH, BodyPublishers.noBody());

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void is_also_where_openid_clients_look_and_claims_nothing_of_openid() {
        var same = APP.http().get("/.well-known/openid-configuration");

        assertThat(same.body()).isEqualTo(answer.body());
        assertThat(document.fieldNames())
                .toIterable()
                .doesNotContain(
                        "authorization_endpoint",
                        "userinfo_endpoint",
                        "registration_endpoint",
                        "pushed_authorization_request_endpoint",
                        "subject_types_supported",
                        "id_token_signing_alg_values_supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, "/.well-known/openid-configuration", "/.well-known/jwks.json"})
    @Tag("JW-40")
    void can_be_kept_for_a_while_and_asked_for_again_cheaply(String path) {
        var first = APP.http().get(path);

        assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=900");
        assertThat(first.header("ETag")).matches("\"[^\"]+\"");
        var again = APP.http().get(path, "If-None-Match", first.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(APP.http().get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    }
}
