package dev.authgate.server.endurance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.verify.TokenVerifier;
import dev.authgate.sdk.verify.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An API that trusts the server's tokens by its published keys: 200 with a good one, else what RFC 6750 says. */
final class ResourceServer implements AutoCloseable {
    /** A call may wait a while for its turn on a machine that has more to do. */
    private static final Duration LEEWAY = Duration.ofSeconds(1);

    private final TokenVerifier verifier;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private ResourceServer(TokenVerifier verifier, HttpServer server) {
        this.verifier = verifier;
        this.server = server;
    }

    /** An API for the tokens of that server, which names itself so. */
    static ResourceServer start(URI authorizationServer, URI issuer) throws IOException {
        var verifier = TokenVerifier.builder(issuer, issuer.toString())
                .keysAt(authorizationServer.resolve("/.well-known/jwks.json"))
                .leeway(LEEWAY)
                .build();
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        var server = new ResourceServer(verifier, http);
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var result = verifier.verifyHeader(exchange.getRequestHeaders().getFirst("Authorization"));
            if (result instanceof Verification.Refused refusal) {
                refused.incrementAndGet();
                exchange.getResponseHeaders().set("WWW-Authenticate", refusal.challenge());
                exchange.sendResponseHeaders(refusal.error().status(), -1);
            } else {
                served.incrementAndGet();
                exchange.sendResponseHeaders(200, -1);
            }
        } catch (OAuthException e) {
            throw new IOException(e);
        }
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    int served() {
        return served.get();
    }

    int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        verifier.close();
    }
}
