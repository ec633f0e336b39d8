package dev.authgate.server.http;

import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import dev.authgate.server.oauth.Refusal;
import dev.authgate.server.storage.StorageUnavailable;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One path of the server, as a plain servlet: what all answers share is done here, once.
 *
 * <p>Methods that are not served get 405 with {@code Allow}; refusals, a database that is away and faults are answered
 * in the manner of the endpoint, and only a fault is logged with its stack trace.
 */
public final class Endpoint extends HttpServlet {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
    private static final Duration DATABASE_MAY_BE_BACK = Duration.ofSeconds(2);

    private final transient TreeMap<String, PatientHandler> handlers = new TreeMap<>();
    private final transient ErrorAnswers errors;
    private final transient Clock clock;
    private transient Predicate<String> paths = path -> true;

    public Endpoint(ErrorAnswers errors, Clock clock) {
        this.errors = errors;
        this.clock = clock;
    }

    /** Serves GET, and with it HEAD. */
    public Endpoint get(Handler handler) {
        handlers.put("GET", atOnce(handler));
        handlers.put("HEAD", atOnce(handler));
        return this;
    }

    private static PatientHandler atOnce(Handler handler) {
        return request -> new Reply.Now(handler.handle(request));
    }

    /** Serves POST of a form. */
    public Endpoint post(Handler handler) {
        return postPatiently(atOnce(handler));
    }

    /** Serves POST of a form, and may let the answer wait. */
    public Endpoint postPatiently(PatientHandler handler) {
        handlers.put("POST", handler);
        return this;
    }

    /** Of the paths it is mounted at, serves only these; there is nothing at the others. */
    public Endpoint where(Predicate<String> served) {
        paths = served;
        return this;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var fault = new ErrorAnswers.HttpFault(RequestFilter.origin(request).requestId(), byBrowser(request));
        var kept = KeptRequest.in(request);
        kept.ifPresent(back -> write(back.applied(), response));
        var reply = kept.isPresent()
                ? guarded(() -> new Reply.Now(kept.get().answer(clock.instant())), fault)
                : reply(request, fault);
        var answer = reply.match(Optional::of, later -> keep(request, later));
        if (answer.isPresent()) {
            write(answer.get(), response);
        }
    }

    private static Optional<Answer> keep(HttpServletRequest request, Reply.Later later) {
        KeptRequest.keep(request, later);
        return Optional.empty();
    }

    private Reply reply(HttpServletRequest request, ErrorAnswers.HttpFault fault) throws IOException {
        if (handlers.isEmpty() || !asWritten(request) || !paths.test(path(request))) {
            return new Reply.Now(errors.notFound(fault));
        }
        var handler = handlers.get(request.getMethod());
        if (handler == null) {
            return new Reply.Now(errors.methodNotAllowed(fault).with("Allow", allowed()));
        }
        return guarded(() -> handler.handle(read(request)), fault);
    }

    /** What may be refused, may find the database away, and may go wrong. */
    @FunctionalInterface
    private interface Guarded {
        Reply run() throws IOException;
    }

    private Reply guarded(Guarded work, ErrorAnswers.HttpFault fault) throws IOException {
        try {
            return work.run();
        } catch (OAuthException e) {
            return new Reply.Now(errors.refused(e.refusal(), fault));
        } catch (StorageUnavailable e) {
            LOG.warn("The database is unavailable: {}", e.getMessage());
            return new Reply.Now(errors.refused(unavailable(), fault));
        } catch (RuntimeException e) {
            LOG.error("A request could not be answered", e);
            var refusal = new Refusal(OAuthError.SERVER_ERROR, "the server met an unexpected fault");
            return new Reply.Now(errors.refused(refusal, fault));
        }
    }

    /** One spelling for each path: dot segments, path parameters and escapes would be ways past the rules of a proxy. */
    private static boolean asWritten(HttpServletRequest request) {
        return request.getRequestURI().equals(path(request));
    }

    private static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    /** Programs ask for HTML too, when nobody told their HTTP library otherwise; at these paths there are only programs. */
    private static boolean byBrowser(HttpServletRequest request) {
        var accept = request.getHeader("Accept");
        var path = request.getRequestURI();
        return accept != null && accept.contains("text/html") && !path.startsWith("/oauth") && !path.startsWith("/api");
    }

    private static Refusal unavailable() {
        return Refusal.retryLater(
                OAuthError.TEMPORARILY_UNAVAILABLE,
                "the database cannot be reached or is overloaded, try again",
                DATABASE_MAY_BE_BACK);
    }

    private String allowed() {
        return handlers.keySet().stream().collect(Collectors.joining(", "));
    }

    private HttpRequest read(HttpServletRequest request) throws IOException {
        var form = request.getMethod().equals("POST") ? FormReader.read(request) : FormParameters.parse(new byte[0]);
        return new HttpRequest(
                request.getMethod(),
                path(request),
                request.getQueryString(),
                form,
                all(request.getHeaders("Authorization")),
                all(request.getHeaders("Cookie")),
                all(request.getHeaders("Prefer")),
                Optional.ofNullable(request.getHeader("If-None-Match")).orElse(""),
                RequestFilter.origin(request),
                clock.instant());
    }

    private static List<String> all(@Nullable Enumeration<String> values) {
        return values == null ? List.of() : Collections.list(values);
    }

    /** A cookie joins others; every other header of an answer takes the place of what all responses carry. */
    private static void write(Answer.Header header, HttpServletResponse response) {
        if (header.name().equals("Set-Cookie")) {
            response.addHeader(header.name(), header.value());
        } else {
            response.setHeader(header.name(), header.value());
        }
        if (header.name().equals("Cache-Control")) {
            response.setHeader("Pragma", null);
        }
    }

    private static void write(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(header -> write(header, response));
        if (!answer.contentType().isEmpty()) {
            response.setContentType(answer.contentType());
        }
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
