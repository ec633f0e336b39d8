package dev.authgate.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A proxy that writes down what a server answers; and when told so, sends a poll twice, as an impatient program would. */
final class KeycloakAnswers implements AutoCloseable {
    private static final List<String> PASSED_ON = List.of("Content-Type", "Authorization", "Accept");
    private static final List<String> PASSED_BACK = List.of("Content-Type", "WWW-Authenticate");

    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean impatient = new AtomicBoolean();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;

    KeycloakAnswers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.start();
    }

    Proxy proxy() {
        return new Proxy(Proxy.Type.HTTP, server.getAddress());
    }

    void sendTheNextPollTwice() {
        impatient.set(true);
    }

    /** Each answer: the address's last part, the status, the challenge if there is one, and the body. */
    List<String> answers() {
        return List.copyOf(answers);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (form.contains("device_code=") && impatient.compareAndSet(true, false)) {
                send(exchange, form);
            }
            var answer = send(exchange, form);
            var path = exchange.getRequestURI().getPath();
            answers.add(path.substring(path.lastIndexOf('/') + 1) + " " + answer.statusCode() + " "
                    + answer.headers().firstValue("WWW-Authenticate").orElse("") + answer.body());
            for (var header : PASSED_BACK) {
                answer.headers().firstValue(header).ifPresent(value -> exchange.getResponseHeaders()
                        .set(header, value));
            }
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private HttpResponse<String> send(HttpExchange exchange, String form) throws IOException {
        var request = HttpRequest.newBuilder(exchange.getRequestURI())
                .method(exchange.getRequestMethod(), BodyPublishers.ofString(form));
        for (var header : PASSED_ON) {
            var value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
