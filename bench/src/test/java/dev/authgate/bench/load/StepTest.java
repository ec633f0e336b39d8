package dev.authgate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.bench.adapter.Adapter.StepText;
import dev.authgate.bench.adapter.Placeholders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A request of an adapter")
class StepTest {
    private static final Placeholders CONSTANTS =
            new Placeholders(Map.of("authority", "localhost:8080", "client", "a&b"));

    @Test
    void becomes_bytes_with_all_values_in_place_and_escaped_where_they_must_be() {
        var text = new StepText(
                "POST ${next}",
                Map.of("Authorization", "Bearer ${token}"),
                Map.of("client_id", "${client}-${token}"),
                "",
                Map.of());

        var request = sent(Step.of(text, CONSTANTS), Map.of("next", "/a?b=c", "token", "t+/"), "");

        assertThat(request)
                .isEqualTo(String.join(
                        "\r\n",
                        "POST /a?b=c HTTP/1.1",
                        "Host: localhost:8080",
                        "Authorization: Bearer t+/",
                        "Content-Type: application/x-www-form-urlencoded",
                        "Content-Length: 23",
                        "",
                        "client_id=a%26b-t%2B%2F"));
    }

    @Test
    void has_no_body_when_it_is_a_get() {
        var step = Step.ofBrowser(new StepText("GET /", Map.of(), Map.of(), "", Map.of()), CONSTANTS);

        assertThat(sent(step, Map.of(), "a=b"))
                .isEqualTo("GET / HTTP/1.1\r\nHost: localhost:8080\r\nCookie: a=b\r\n\r\n");
    }

    @Test
    void says_which_value_it_lacks() {
        var step = Step.of(new StepText("GET /${code}", Map.of(), Map.of(), "", Map.of()), CONSTANTS);

        assertThatThrownBy(() -> sent(step, Map.of(), "")).hasMessageContaining("${code}");
    }

    @Test
    void expects_a_status_and_perhaps_words_in_the_body() {
        var step = Step.of(new StepText("GET /", Map.of(), Map.of(), "400 authorization_pending", Map.of()), CONSTANTS);

        assertThat(step.expects(new Answer(400, "", "{\"error\":\"authorization_pending\"}")))
                .isTrue();
        assertThat(step.expects(new Answer(400, "", "{\"error\":\"slow_down\"}")))
                .isFalse();
        assertThat(step.expects(new Answer(200, "", "authorization_pending"))).isFalse();
    }

    @Test
    void finds_values_in_head_and_body_or_says_what_is_missing() {
        var text = new StepText(
                "GET /", Map.of(), Map.of(), "", Map.of("next", "Location: (\\S+)", "csrf", "value=\"([^\"]+)\""));
        var step = Step.of(text, CONSTANTS);
        var values = new HashMap<String, String>();

        var missing = step.find(new Answer(200, "HTTP/1.1 200 OK\r\nLocation: /a?b&amp;c", "value=\"x\""), values);
        var lacking = step.find(new Answer(200, "HTTP/1.1 200 OK\r\nLocation: /", ""), new HashMap<>());

        assertThat(missing).isNull();
        assertThat(values).containsEntry("next", "/a?b&c").containsEntry("csrf", "x");
        assertThat(lacking).isEqualTo("csrf");
    }

    private static String sent(Step step, Map<String, String> values, String cookies) {
        return new String(step.encode(values, cookies), StandardCharsets.UTF_8);
    }
}
