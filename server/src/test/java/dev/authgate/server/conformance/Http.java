package dev.authgate.server.conformance;

import dev.authgate.server.ToldSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Speaks HTTP to the server, and remembers every secret that it is told. */
final class Http {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final int port;
    private final List<String> always;

    Http(int port, String... always) {
        this.port = port;
        this.always = List.of(always);
    }

    /** The same server, asked with these headers each time. */
    Http with(String... headers) {
        var more = new ArrayList<>(always);
        more.addAll(List.of(headers));
        return new Http(port, more.toArray(String[]::new));
    }

    Reply get(String target, String... headers) {
        return send("GET", target, BodyPublishers.noBody(), headers);
    }

    /** Posts a form, names and values in turn. */
    Reply post(String target, String... form) {
        return postBody(target, form(form), "Content-Type", FORM);
    }

    Reply postBody(String target, String body, String... headers) {
        ToldSecrets.inForm(body);
        return send("POST", target, BodyPublishers.ofString(body), headers);
    }

    /** Posts a form that is encoded already, perhaps badly. */
    Reply postEncoded(String target, byte[] form) {
        return send("POST", target, BodyPublishers.ofByteArray(form), "Content-Type", FORM);
    }

    Reply send(String method, String target, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .method(method, body)
                .timeout(Duration.ofSeconds(20));
        addHeaders(request, always);
        addHeaders(request, List.of(headers));
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            var reply = new Reply(answer.statusCode(), answer.headers().map(), answer.body());
            reply.rememberSecrets();
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void addHeaders(HttpRequest.Builder request, List<String> namesAndValues) {
        for (var i = 0; i < namesAndValues.size(); i += 2) {
            if (namesAndValues.get(i).equals("Authorization")) {
                ToldSecrets.inAuthorization(namesAndValues.get(i + 1));
            }
            request.header(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
    }

    static String form(String... namesAndValues) {
        var pairs = new ArrayList<String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(encoded(namesAndValues[i]) + "=" + encoded(namesAndValues[i + 1]));
        }
        return String.join("&", pairs);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
