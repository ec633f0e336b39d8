package dev.authgate.sdk.internal;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A request's parameters (RFC 6749 appendix B), in the order they were put. The text form tells the names only. */
public final class Form {
    private static final MediaType TYPE = MediaType.get("application/x-www-form-urlencoded");

    private final Map<String, String> parameters = new LinkedHashMap<>();

    /** Puts a parameter; one without a value is left out (RFC 6749 section 3.2). */
    public Form put(String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
        return this;
    }

    /** The encoded parameters. */
    String encoded() {
        return parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /**
     * The body of a request, to be sent once: a poll that was sent twice would be too early, a refresh token that was
     * sent twice could look stolen.
     */
    RequestBody body() {
        var bytes = encoded().getBytes(StandardCharsets.US_ASCII);
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return TYPE;
            }

            @Override
            public long contentLength() {
                return bytes.length;
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.write(bytes);
            }
        };
    }

    /** One name or value, encoded. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Form" + parameters.keySet();
    }
}
