package dev.authgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 6749 section 5.2: Error Response")
class JsonErrorsTest {
    private static final ErrorAnswers.HttpFault FAULT = new ErrorAnswers.HttpFault("request-1", false);

    private final JsonErrors errors = new JsonErrors();

    private Answer refused(OAuthError error) {
        return errors.refused(new Refusal(error, "why"), FAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, 400",
        "INVALID_GRANT, 400",
        "UNAUTHORIZED_CLIENT, 400",
        "UNSUPPORTED_GRANT_TYPE, 400",
        "INVALID_SCOPE, 400",
        "ACCESS_DENIED, 400",
        "AUTHORIZATION_PENDING, 400",
        "SLOW_DOWN, 400",
        "EXPIRED_TOKEN, 400",
        "INVALID_CLIENT, 401",
        "INVALID_TOKEN, 401",
        "REQUEST_TOO_LARGE, 413",
        "UNSUPPORTED_MEDIA_TYPE, 415",
        "TOO_MANY_REQUESTS, 429",
        "SERVER_ERROR, 500",
        "TEMPORARILY_UNAVAILABLE, 503"
    })
    void has_one_status_for_each_error(OAuthError error, int status) {
        assertThat(refused(error).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(OAuthError.class)
    void is_json_with_the_code_and_a_description(OAuthError error) {
        var answer = refused(error);

        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.body())
                .contains("\"error\":\"" + error.code() + "\"")
                .contains("\"error_description\":\"why\"");
    }

    @Test
    void asks_for_basic_authentication_when_the_client_is_not_who_it_says() {
        assertThat(Asked.header(refused(OAuthError.INVALID_CLIENT), "WWW-Authenticate"))
                .containsExactly("Basic realm=\"AuthGate\", charset=\"UTF-8\"");
    }

    @Test
    void asks_for_a_good_token_when_this_one_is_not() {
        assertThat(Asked.header(refused(OAuthError.INVALID_TOKEN), "WWW-Authenticate"))
                .containsExactly("Bearer realm=\"AuthGate\", error=\"invalid_token\", error_description=\"why\"");
    }

    @Test
    void asks_for_nothing_otherwise() {
        assertThat(refused(OAuthError.INVALID_GRANT).headers()).isEmpty();
    }

    @Test
    void tells_the_longer_interval_and_when_to_come_again() {
        var slower = new Refusal(OAuthError.SLOW_DOWN, "why", Duration.ofSeconds(10), null);
        var later = Refusal.retryLater(OAuthError.TOO_MANY_REQUESTS, "why", Duration.ofMillis(1500));

        assertThat(errors.refused(slower, FAULT).body()).contains("\"interval\":10");
        assertThat(Asked.header(errors.refused(later, FAULT), "Retry-After")).containsExactly("2");
    }

    @Test
    void quotes_the_request_id_of_a_fault_and_of_nothing_else() {
        assertThat(refused(OAuthError.SERVER_ERROR).body()).contains("\"request_id\":\"request-1\"");
        assertThat(refused(OAuthError.INVALID_GRANT).body()).doesNotContain("request-1");
    }
}
