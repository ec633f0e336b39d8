package dev.authgate.sdk.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the fake server received it.
 *
 * <pre>{@code
 * client.startDeviceLogin().await();
 * ReceivedRequest poll = server.polls().get(0);
 * assertThat(poll.form()).containsEntry("client_id", "my-cli");
 * assertThat(poll.header("Content-Type")).hasValue("application/x-www-form-urlencoded");
 * }</pre>
 *
 * @param at when, by the server's clock
 * @param method {@code GET} or {@code POST}
 * @param path the address without the query
 * @param headers the headers, their names in lower case
 * @param body the body
 */
public record ReceivedRequest(Instant at, String method, String path, Map<String, String> headers, String body) {
    public ReceivedRequest {
        headers = Map.copyOf(headers);
    }

    /** A header's value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The parameters of a form. */
    public Map<String, String> form() {
        var form = new LinkedHashMap<String, String>();
        for (var pair : body.split("&", -1)) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                form.put(decode(parts[0]), decode(parts[1]));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
