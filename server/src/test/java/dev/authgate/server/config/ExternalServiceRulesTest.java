package dev.authgate.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.service.ServiceProof;
import dev.authgate.server.service.ServiceSettings.Certificates;
import dev.authgate.server.token.TokenMaker;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Configuration of external services: every mistake stops the start")
class ExternalServiceRulesTest {
    private static final String SECRET = "kT9vQ2mXz7Lr4WbN8sHc3JfD6yGp1AeU5oVi";

    private final Map<String, String> environment = new HashMap<>();

    private Settings settings() {
        return new SettingsFile(environment).defaults();
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::settings).isInstanceOf(WrongSetting.class).hasMessage(message);
    }

    @Test
    void nobody_is_asked_unless_that_is_set() {
        assertThat(settings().external().authentication()).isEmpty();
        assertThat(settings().external().tokens()).isEmpty();
        assertThat(settings().external().maker()).isEqualTo(TokenMaker.LOCAL);
    }

    @Test
    void a_service_has_a_url_a_timeout_and_a_proof() {
        environment.put("AUTH_MODE", "http_api");
        environment.put("HTTP_API_URL", "https://auth.example.com/api/verify?tenant=a%20b");
        environment.put("HTTP_API_TIMEOUT", "3s");
        environment.put("HTTP_API_AUTH_MODE", "simple");
        environment.put("HTTP_API_AUTH_SECRET", SECRET);
        environment.put("HTTP_API_AUTH_HEADER", "X-Company-Key");

        var service = settings().external().authentication().orElseThrow();

        assertThat(service.url()).isEqualTo(URI.create("https://auth.example.com/api/verify?tenant=a%20b"));
        assertThat(service.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(service.certificates()).isEqualTo(Certificates.VERIFIED);
        assertThat(service.proof()).isEqualTo(new ServiceProof(ServiceProof.Mode.SIMPLE, SECRET, "X-Company-Key"));
        assertThat(settings().toString()).doesNotContain(SECRET);
        assertThat(Advice.on(settings())).noneMatch(advice -> advice.contains("HTTP_API"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:9000/api", "http://localhost:9000/api/"})
    void a_token_service_that_makes_none_may_stay_to_validate_what_it_made(String url) {
        environment.put("TOKEN_API_URL", url);

        assertThat(settings().external().tokens().orElseThrow().url())
                .isEqualTo(URI.create("http://localhost:9000/api"));
        assertThat(settings().external().maker()).isEqualTo(TokenMaker.LOCAL);

        environment.put("TOKEN_PROVIDER_MODE", "http_api");
        assertThat(settings().external().maker()).isEqualTo(TokenMaker.HTTP_API);
    }

    @Test
    void the_modes_need_their_service() {
        environment.put("AUTH_MODE", "http_api");
        assertRefused("HTTP_API_URL: must be set with AUTH_MODE=http_api; write it like"
                + " https://auth.example.com/api/verify");

        environment.put("HTTP_API_URL", "https://auth.example.com/");
        environment.put("TOKEN_PROVIDER_MODE", "http_api");
        assertRefused("TOKEN_API_URL: must be set with TOKEN_PROVIDER_MODE=http_api; write it like"
                + " https://tokens.example.com/api");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            AUTH_MODE | ldap | "ldap" is not known; allowed: local, http_api
            TOKEN_PROVIDER_MODE | HTTP_API | "HTTP_API" is not known; allowed: local, http_api
            HTTP_API_AUTH_MODE | basic | "basic" is not known; allowed: none, simple, hmac, hmac2
            TOKEN_API_AUTH_MODE | HMAC | "HMAC" is not known; allowed: none, simple, hmac, hmac2
            HTTP_API_INSECURE_SKIP_VERIFY | 1 | "1" is not known; allowed: true, false
            HTTP_API_URL | auth.example.com | "auth.example.com" is not an absolute http or https URL; write it like https://auth.example.com/api/verify
            HTTP_API_URL | ftp://auth.example.com | "ftp://auth.example.com" is not an absolute http or https URL; write it like https://auth.example.com/api/verify
            HTTP_API_URL | https:///verify | "https:///verify" has no usable host; write it like https://auth.example.com/api/verify
            HTTP_API_URL | https://a.example:99999/ | "https://a.example:99999/" has no usable port; write it like https://auth.example.com/api/verify
            HTTP_API_URL | https://auth.example.com/#x | "https://auth.example.com/#x" has a fragment; write it like https://auth.example.com/api/verify
            HTTP_API_URL | https://joe:s3cret@auth.example.com/ | "with user information" is not allowed; write it like https://auth.example.com/api/verify
            HTTP_API_URL | https://auth.example.com/a b | is not a URL; write it like https://auth.example.com/api/verify
            TOKEN_API_URL | https://tokens.example.com/api?x=1 | "https://tokens.example.com/api?x=1" has a query, but paths are added to its end; write it like https://tokens.example.com/api
            HTTP_API_AUTH_HEADER | X Key | "X Key" is not the name of a header; write it like X-API-Secret
            HTTP_API_AUTH_HEADER | Content-Type | "Content-Type" has another meaning; write a name like X-API-Secret
            HTTP_API_AUTH_HEADER | X-Key | "X-Key" is of use with HTTP_API_AUTH_MODE=simple only; leave it out
            HTTP_API_AUTH_SECRET | anything | is set, but HTTP_API_AUTH_MODE is none, so nothing would use it; set that to simple, hmac or hmac2, or leave the secret empty
            """)
    void names_the_setting_the_value_and_what_is_allowed(String name, String value, String problem) {
        environment.put(name, value);

        assertRefused(name + ": " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "hmac", "hmac2"})
    void a_proof_needs_a_secret(String mode) {
        environment.put("TOKEN_API_AUTH_MODE", mode);

        assertRefused("TOKEN_API_AUTH_SECRET: must be set with TOKEN_API_AUTH_MODE=" + mode
                + ", the same as the service has; draw one with: openssl rand -hex 32");
    }

    @Test
    void a_secret_in_a_header_is_ascii() {
        environment.put("HTTP_API_AUTH_MODE", "simple");
        environment.put("HTTP_API_AUTH_SECRET", "schl\u00fcssel");

        assertRefused("HTTP_API_AUTH_SECRET: is sent in a header, and must be printable ASCII");
    }

    @Test
    void what_is_allowed_but_not_advised_is_said() {
        environment.put("AUTH_MODE", "http_api");
        environment.put("HTTP_API_URL", "http://auth.example.com/");
        environment.put("HTTP_API_INSECURE_SKIP_VERIFY", "true");
        environment.put("HTTP_API_AUTH_MODE", "hmac");
        environment.put("HTTP_API_AUTH_SECRET", "short");

        assertThat(Advice.on(settings()))
                .anyMatch(advice -> advice.startsWith("HTTP_API_INSECURE_SKIP_VERIFY is true; anybody on the way"))
                .anyMatch(advice -> advice.equals("HTTP_API_URL is plain http; passwords travel in the clear"))
                .anyMatch(advice -> advice.startsWith("HTTP_API_AUTH_SECRET has 5 bytes, and must have at least 32"));
    }

    @Test
    void a_service_that_nobody_asks_is_pointed_out() {
        environment.put("HTTP_API_URL", "https://auth.example.com/");

        assertThat(Advice.on(settings()))
                .contains("HTTP_API_URL is set, but AUTH_MODE is local: nobody is signed in there");
    }
}
