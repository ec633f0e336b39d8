package dev.authgate.server.http;

import dev.authgate.server.audit.Origin;
import dev.authgate.server.oauth.Secrets;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Surrounds every request: gives it an id, finds out where it came from, sets the security headers, and writes one log
 * line. The line holds the path without its query, because user codes and tokens travel there.
 */
public final class RequestFilter extends HttpFilter {
    private static final Logger LOG = LoggerFactory.getLogger("request");
    private static final String ORIGIN = RequestFilter.class.getName() + ".origin";
    private static final String START = RequestFilter.class.getName() + ".start";
    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    private static final int LONGEST_AGENT = 200;
    private static final int LONGEST_PATH = 200;

    private final transient ClientAddress clientAddress;
    private final transient SecurityHeaders headers;
    private final transient Secrets secrets;
    private final transient Clock clock;

    public RequestFilter(ClientAddress clientAddress, SecurityHeaders headers, Secrets secrets, Clock clock) {
        this.clientAddress = clientAddress;
        this.headers = headers;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Where a request came from, as this filter found out. */
    static Origin origin(HttpServletRequest request) {
        return (Origin) request.getAttribute(ORIGIN);
    }

    /** Also passed by a request that was kept waiting and comes back: it keeps its id, and has its line when it ends. */
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            arrive(request, response);
        }
        MDC.put("requestId", origin(request).requestId());
        try {
            chain.doFilter(request, response);
        } finally {
            if (!request.isAsyncStarted()) {
                log(request, response, origin(request), System.nanoTime() - (Long) request.getAttribute(START));
            }
            MDC.remove("requestId");
        }
    }

    private void arrive(HttpServletRequest request, HttpServletResponse response) {
        var origin = new Origin(
                clientAddress.of(request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For"))),
                shortened(request.getHeader("User-Agent")),
                requestId(request.getHeader("X-Request-Id")));
        request.setAttribute(ORIGIN, origin);
        request.setAttribute(START, System.nanoTime());
        response.setHeader("X-Request-Id", origin.requestId());
        headers.addTo(response::setHeader);
    }

    private String requestId(@Nullable String sent) {
        return sent != null && SANE_ID.matcher(sent).matches() ? sent : secrets.nextId(clock.instant());
    }

    private static @Nullable String shortened(@Nullable String agent) {
        return agent == null || agent.length() <= LONGEST_AGENT ? agent : agent.substring(0, LONGEST_AGENT);
    }

    private static void log(HttpServletRequest request, HttpServletResponse response, Origin origin, long nanos) {
        if (LOG.isInfoEnabled()) {
            var path = request.getRequestURI();
            LOG.info(
                    "{} {} {} {}ms {}",
                    request.getMethod(),
                    path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH),
                    response.getStatus(),
                    nanos / 1_000_000,
                    origin.address());
        }
    }
}
