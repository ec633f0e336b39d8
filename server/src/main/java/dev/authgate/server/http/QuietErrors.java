package dev.authgate.server.http;

import dev.authgate.server.http.ErrorAnswers.HttpFault;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.Refusal;
import dev.authgate.server.oauth.Secrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests so malformed that no endpoint sees them: in JSON, with the headers that every response carries, and
 * without a word of what the server is made of.
 */
public final class QuietErrors extends ErrorHandler {
    private static final String REQUEST_ID = "X-Request-Id";

    private final SecurityHeaders headers;
    private final ErrorAnswers json;
    private final Secrets secrets;
    private final Clock clock;

    public QuietErrors(SecurityHeaders headers, ErrorAnswers json, Secrets secrets, Clock clock) {
        this.headers = headers;
        this.json = json;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var status = honest(response.getStatus());
        response.setStatus(status);
        headers.addTo(response.getHeaders()::put);
        var body = answer(status, requestId(response)).body().getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    /** An HTTP version or a method that nobody knows is the asker's mistake, whatever the number says. */
    private static int honest(int status) {
        return status == 501 || status == 505 ? 400 : status;
    }

    /** The id that the filter gave the request, if it came that far. */
    private String requestId(Response response) {
        var given = response.getHeaders().get(REQUEST_ID);
        if (given != null) {
            return given;
        }
        var drawn = secrets.nextId(clock.instant());
        response.getHeaders().put(REQUEST_ID, drawn);
        return drawn;
    }

    private Answer answer(int status, String requestId) {
        var fault = new HttpFault(requestId, false);
        return switch (status) {
            case 404 -> json.notFound(fault);
            case 405 -> json.methodNotAllowed(fault);
            default ->
                json.refused(
                        status < 500
                                ? new Refusal(OAuthError.INVALID_REQUEST, "the request cannot be read")
                                : new Refusal(OAuthError.SERVER_ERROR, "the server met an unexpected fault"),
                        fault);
        };
    }
}
