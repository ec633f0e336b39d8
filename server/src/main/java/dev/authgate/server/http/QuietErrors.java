package dev.authgate.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests so malformed that no endpoint sees them: in JSON, with the security headers, and without a word of
 * what the server is made of.
 */
public final class QuietErrors extends ErrorHandler {
    private final SecurityHeaders headers;

    public QuietErrors(SecurityHeaders headers) {
        this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        headers.addTo(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        var body = body(response.getStatus()).getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static String body(int status) {
        return status < 500
                ? "{\"error\":\"invalid_request\",\"error_description\":\"the request cannot be read\"}"
                : "{\"error\":\"server_error\",\"error_description\":\"the server met an unexpected fault\"}";
    }
}
