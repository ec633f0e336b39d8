package dev.authgate.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.authgate.server.ToldSecrets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the server answered. Header names are found whatever their case. */
record Reply(int status, Map<String, List<String>> headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** RFC 6749 section 5.2. */
    private static final String DESCRIPTION = "[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+";

    Reply {
        var anyCase = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    void rememberSecrets() {
        ToldSecrets.inAnswer(body);
        all("Set-Cookie").forEach(ToldSecrets::inCookie);
    }

    List<String> all(String header) {
        return headers.getOrDefault(header, List.of());
    }

    /** The value of a header that comes once, or an empty text. */
    String header(String name) {
        return String.join(", ", all(name));
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("This is not JSON: " + body, e);
        }
    }

    String text(String member) {
        return json().path(member).asText();
    }

    /** The sign {@code E(error)} of the requirements. */
    Reply refused(String error) {
        return refused(400, error);
    }

    Reply refused(int expectedStatus, String error) {
        assertThat(error()).isEqualTo(error);
        assertThat(status).isEqualTo(expectedStatus);
        return json(expectedStatus);
    }

    /** The sign {@code E401(error)} of the requirements. */
    Reply unauthorized(String error) {
        assertThat(header("WWW-Authenticate")).startsWith("Basic realm=\"");
        return refused(401, error);
    }

    /** A whole JSON answer that nobody may keep, with no more than RFC 6749 allows in its description. */
    Reply json(int expectedStatus) {
        assertThat(status).as(body).isEqualTo(expectedStatus);
        assertThat(header("Content-Type")).isEqualTo("application/json");
        assertThat(header("Cache-Control")).isEqualTo("no-store");
        if (json().has("error_description")) {
            assertThat(text("error_description")).matches(DESCRIPTION);
        }
        return this;
    }

    /** Refused somehow, by the asker's fault, and in JSON. */
    Reply refusedSomehow() {
        assertThat(status).as(body).isBetween(400, 499);
        assertThat(header("Content-Type")).isEqualTo("application/json");
        assertThat(error()).isNotEmpty();
        return this;
    }

    Reply page(int expectedStatus) {
        assertThat(status).as(body).isEqualTo(expectedStatus);
        assertThat(header("Content-Type")).matches("text/html; ?charset=utf-8");
        return this;
    }

    private String error() {
        return text("error");
    }
}
