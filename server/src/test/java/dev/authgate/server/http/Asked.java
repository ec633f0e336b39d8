package dev.authgate.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.FormParameters;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests for resources, without a server around them. */
public final class Asked {
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    public static final Origin DEVICE = new Origin("203.0.113.24", "acme-deploy/2.4.1", "request-1");

    private Asked() {}

    public static HttpRequest get(@Nullable String query, String... authorization) {
        return request("GET", query, "", List.of(authorization));
    }

    public static HttpRequest post(String form, String... authorization) {
        return request("POST", null, form, List.of(authorization));
    }

    public static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    }

    private static HttpRequest request(String method, @Nullable String query, String form, List<String> authorization) {
        return new HttpRequest(
                method,
                "/",
                query,
                FormParameters.parse(form.getBytes(UTF_8)),
                authorization,
                List.of(),
                List.of(),
                "",
                DEVICE,
                NOON);
    }

    /** The values of a header of an answer, in order. */
    public static List<String> header(Answer answer, String name) {
        return answer.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Answer.Header::value)
                .toList();
    }
}
