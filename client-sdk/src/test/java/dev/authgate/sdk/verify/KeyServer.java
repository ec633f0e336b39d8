package dev.authgate.sdk.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Publishes keys as the test says, and notes with which tag each request asked; "-" stands for none. */
final class KeyServer implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String document = "{\"keys\":[]}";
    volatile String cacheControl = "public, max-age=900";
    volatile int status = 200;

    KeyServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var asked = exchange.getRequestHeaders().getFirst("If-None-Match");
            requests.add(asked == null ? "-" : asked);
            var tag = "\"" + Integer.toHexString(document.hashCode()) + "\"";
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.getResponseHeaders().set("Cache-Control", cacheControl);
            if (status == 200 && tag.equals(asked)) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                var body = document.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/keys");
    }

    void publish(SigningKey... keys) {
        publish(Arrays.stream(keys).map(SigningKey::jwk).collect(Collectors.joining(",", "{\"keys\":[", "]}")));
    }

    void publish(String text) {
        document = text;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
