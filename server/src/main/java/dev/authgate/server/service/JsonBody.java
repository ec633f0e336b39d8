package dev.authgate.server.service;

import dev.authgate.server.service.ServiceRequest.Repetition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** The body of a request, which OkHttp may send a second time by itself only where that does no harm. */
final class JsonBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json");

    private final byte[] text;
    private final Repetition repetition;

    JsonBody(String text, Repetition repetition) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
        this.repetition = repetition;
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return text.length;
    }

    @Override
    public boolean isOneShot() {
        return repetition == Repetition.HARMFUL;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(text);
    }
}
