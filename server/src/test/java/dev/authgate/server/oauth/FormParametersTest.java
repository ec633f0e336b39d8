package dev.authgate.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 section 3.2 and appendix B: parameters")
class FormParametersTest {
    @Test
    void are_form_encoded_utf8() {
        assertThat(parse("name=a+b%26%C3%A9&x=").find("name")).contains("a b&é");
    }

    @Test
    void without_a_value_count_as_not_sent() {
        assertThat(parse("client_id=").find("client_id")).isEmpty();
        assertThat(parse("client_id").find("client_id")).isEmpty();
        assertThatThrownBy(() -> parse("client_id=").require("client_id"))
                .hasMessageContaining("client_id is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=1", "a=1&a=2", "a=&a=1", "%61=1&a=2"})
    void must_not_come_twice(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(OAuthException.class)
                .hasMessageContaining("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%F", "a=%ZZ", "a=%FF%FE", "a=%C0%80", "a=%ED%A0%80", "a=%00abc", "%=1"})
    void are_refused_when_escapes_or_bytes_are_broken(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(OAuthException.class)
                .hasMessageContaining("invalid_request");
    }

    @Test
    void are_refused_as_raw_bytes_that_are_not_utf8() {
        assertThatThrownBy(() -> FormParameters.parse(new byte[] {'a', '=', (byte) 0xff, (byte) 0xfe}))
                .isInstanceOf(OAuthException.class);
    }

    @Test
    void are_at_most_a_hundred() {
        var many = IntStream.range(0, 101).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));

        assertThatThrownBy(() -> parse(many)).isInstanceOf(OAuthException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "&&&", "="})
    void may_be_none(String body) {
        assertThat(parse(body).find("client_id")).isEmpty();
    }

    private static FormParameters parse(String body) {
        return FormParameters.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
