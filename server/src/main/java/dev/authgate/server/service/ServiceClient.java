package dev.authgate.server.service;

import dev.authgate.server.service.ServiceFailure.Kind;
import dev.authgate.server.service.ServiceRequest.Repetition;
import java.io.IOException;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Calls one service over HTTP: in bounded time, with bounded threads and memory, and to nobody but the one that was meant.
 *
 * <p>RFC 9110 section 9.2.2: nothing is sent twice that may have arrived, unless the question is {@link Repetition#HARMLESS}: then once more, when
 * the connection broke or a gateway says that nobody was there. No redirect is followed, no cookie kept, no proxy asked.
 */
public final class ServiceClient implements JsonService, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceClient.class);

    /** Shorter than servers keep silent connections, so that hardly any question meets one that is just being closed. */
    private static final Duration IDLE = Duration.ofSeconds(4);

    private final String name;
    private final ServiceSettings settings;
    private final RequestSigner signer;
    private final OkHttpClient http;
    private final Bulkhead bulkhead = new Bulkhead();
    private final Circuit circuit;
    private final ServiceCounts counts = new ServiceCounts();

    /**
     * Makes a client; calls nobody yet.
     *
     * @param name what the service is, for logs and messages, such as {@code authentication service}
     */
    public ServiceClient(String name, ServiceSettings settings, Clock clock) {
        this.name = name;
        this.settings = settings;
        this.signer = new RequestSigner(settings.proof(), clock);
        this.circuit = new Circuit(name, System::nanoTime);
        this.http = client(settings);
    }

    private static OkHttpClient client(ServiceSettings settings) {
        var builder = new OkHttpClient.Builder()
                .callTimeout(settings.timeout())
                .connectTimeout(settings.timeout())
                .readTimeout(settings.timeout())
                .writeTimeout(settings.timeout())
                .connectionPool(new ConnectionPool(Bulkhead.CALLS, IDLE.toMillis(), TimeUnit.MILLISECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(Proxy.NO_PROXY);
        return switch (settings.certificates()) {
            case VERIFIED -> builder.build();
            case IGNORED -> AnyCertificate.accepted(builder).build();
        };
    }

    @Override
    public ServiceAnswer post(ServiceRequest request) {
        try {
            bulkhead.enter();
        } catch (ServiceFailure busy) {
            counts.turnedAway().inc();
            throw busy;
        }
        try {
            return admitted(request);
        } finally {
            bulkhead.leave();
        }
    }

    private ServiceAnswer admitted(ServiceRequest request) {
        Circuit.Pass pass;
        try {
            pass = circuit.admit();
        } catch (ServiceFailure leftAlone) {
            counts.turnedAway().inc();
            throw leftAlone;
        }
        var start = System.nanoTime();
        try {
            var answer = inTime(request, start);
            circuit.succeeded();
            return answer;
        } catch (ServiceFailure e) {
            circuit.failed(pass);
            counts.failures().inc();
            LOG.warn("The {} {}", name, e.getMessage());
            throw e;
        } catch (RuntimeException | Error e) {
            // A trial that nobody ends would leave the service alone for ever.
            circuit.failed(pass);
            throw e;
        } finally {
            counts.calls().update(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private ServiceAnswer inTime(ServiceRequest request, long start) {
        try {
            return once(request, settings.timeout());
        } catch (ServiceFailure e) {
            var left = settings.timeout().minusNanos(System.nanoTime() - start);
            if (request.repetition() == Repetition.HARMFUL || !mayHelp(e) || left.toMillis() < 1) {
                throw e;
            }
            LOG.debug("The {} {}; asked once more", name, e.getMessage());
            return once(request, left);
        }
    }

    private static boolean mayHelp(ServiceFailure failure) {
        return failure.kind() == Kind.BROKEN || failure.kind() == Kind.FAILED;
    }

    private ServiceAnswer once(ServiceRequest request, Duration left) {
        var call = http.newCall(signed(request));
        call.timeout().timeout(left.toMillis(), TimeUnit.MILLISECONDS);
        try (Response response = call.execute()) {
            return AnswerReader.read(response);
        } catch (IOException e) {
            throw ConnectionFault.of(e, settings.timeout());
        }
    }

    private Request signed(ServiceRequest request) {
        var body = JsonText.of(request.members());
        var url = HttpUrl.get(settings.url() + request.path());
        var query = url.encodedQuery() == null ? "" : "?" + url.encodedQuery();
        var sent = new RequestSigner.Sent("POST", url.uri().getPath(), url.encodedPath(), query, body);
        var builder = new Request.Builder()
                .url(url)
                .post(new JsonBody(body, request.repetition()))
                .header("Accept", "application/json")
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "AuthGate");
        var requestId = MDC.get("requestId");
        if (requestId != null) {
            builder.header("X-Request-Id", requestId);
        }
        signer.headers(sent).forEach(builder::header);
        return builder.build();
    }

    /** Whether the service is left alone for now. */
    public boolean isLeftAlone() {
        return circuit.isOpen();
    }

    /** How many calls are under way. */
    public int inFlight() {
        return bulkhead.inside();
    }

    /** What was counted so far. */
    public ServiceCounts counts() {
        return counts;
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
        http.dispatcher().executorService().shutdown();
    }
}
