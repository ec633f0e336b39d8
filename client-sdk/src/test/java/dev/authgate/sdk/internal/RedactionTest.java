package dev.authgate.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is shown of an answer that could not be read")
class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"s3cr3t\",",
                "{\"refresh_token\" : \"s3cr3t",
                "{\"device_code\":\"s3cr3t\",\"user_code\":\"s3cr3t\"}",
                "{\"verification_uri_complete\":\"https://a.example/?c=s3cr3t\"}",
                "{\"client_secret\":\"s3cr3t\"}",
                "access_token=s3cr3ts3cr3ts3cr3t&token_type=bearer",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzM2NyM3QifQ.s3cr3ts3cr3t"
            })
    void has_no_secret(String text) {
        assertThat(Redaction.excerpt(text, List.of())).doesNotContain("s3cr3t").contains("[redacted]");
    }

    @Test
    void has_nothing_of_what_was_sent() {
        assertThat(Redaction.excerpt("You sent pass word", List.of("pass word", "")))
                .isEqualTo("You sent [redacted]");
        assertThat(Redaction.description("pass word is wrong", List.of("pass word")))
                .isEqualTo("[redacted] is wrong");
    }

    @Test
    void has_no_user_code() {
        assertThat(Redaction.excerpt("Enter BCDF-GHJK now", List.of())).isEqualTo("Enter [redacted] now");
    }

    @Test
    void is_one_line_of_at_most_200_letters_that_steer_no_terminal() {
        var shown = Redaction.excerpt("a\u001b[2J\r\n\u202e b " + "word ".repeat(500), List.of());

        assertThat(shown).hasSize(200).startsWith("a [2J b word").doesNotContain("\u001b", "\n", "\u202e");
    }

    @Test
    void lets_words_be_read() {
        assertThat(Redaction.excerpt("<html><h1>502 Bad Gateway</h1></html>", List.of()))
                .isEqualTo("<html><h1>502 Bad Gateway</h1></html>");
    }
}
