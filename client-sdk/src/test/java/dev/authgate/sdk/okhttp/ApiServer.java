package dev.authgate.sdk.okhttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An API on a port of this machine that notes the {@code Authorization} header of each request. */
final class ApiServer implements AutoCloseable {
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** An answer: a status, and a header with its value. */
    record Answer(int status, String header, String value) {
        static final Answer OK = new Answer(200, "X-Nothing", "at all");
        static final Answer INVALID_TOKEN =
                new Answer(401, "WWW-Authenticate", "Bearer realm=\"api\", error=\"invalid_token\"");

        static Answer to(String location) {
            return new Answer(307, "Location", location);
        }
    }

    /** Answers by what the {@code Authorization} header holds; "-" stands for none. */
    ApiServer(Function<String, Answer> answers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, answers));
        server.start();
    }

    private void handle(HttpExchange exchange, Function<String, Answer> answers) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var header = exchange.getRequestHeaders().getFirst("Authorization");
            var authorization = header == null ? "-" : header;
            authorizations.add(authorization);
            var answer = answers.apply(authorization);
            exchange.getResponseHeaders().add(answer.header(), answer.value());
            exchange.sendResponseHeaders(answer.status(), -1);
        }
    }

    /** Its origin, under either of this machine's names. */
    String origin(String host) {
        return "http://" + host + ":" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
