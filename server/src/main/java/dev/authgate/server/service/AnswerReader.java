package dev.authgate.server.service;

import dev.authgate.server.service.ServiceFailure.Kind;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads what a service sent, and says in words what is wrong with it. */
final class AnswerReader {
    /** Bytes. Real answers have a few hundred. */
    private static final long LONGEST = 1L << 20;

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private AnswerReader() {}

    static ServiceAnswer read(Response response) throws IOException {
        var status = response.code();
        if (status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS) {
            throw new ServiceFailure(Kind.FAILED, "answers " + status);
        }
        if (status >= 300 && status < 400) {
            throw new ServiceFailure(Kind.REDIRECTED, "answers " + status + ": it redirects, which is not followed");
        }
        if (status < 300) {
            return ServiceAnswer.of(status, json(response));
        }
        return isJson(response.body().contentType()) ? refusal(status, response) : ServiceAnswer.empty(status);
    }

    private static byte[] json(Response response) throws IOException {
        var type = response.body().contentType();
        if (!isJson(type)) {
            throw new ServiceFailure(
                    Kind.UNREADABLE,
                    "answers " + response.code() + " with " + shown(type) + " instead of application/json");
        }
        return bytes(response);
    }

    private static ServiceAnswer refusal(int status, Response response) throws IOException {
        var bytes = bytes(response);
        try {
            return ServiceAnswer.of(status, bytes);
        } catch (ServiceFailure unreadable) {
            return ServiceAnswer.empty(status);
        }
    }

    private static byte[] bytes(Response response) throws IOException {
        var source = response.body().source();
        if (source.request(LONGEST + 1)) {
            throw new ServiceFailure(Kind.TOO_LARGE, "answers with more than 1 MiB");
        }
        return source.readByteArray();
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type != null && (type.subtype().equals("json") || type.subtype().endsWith("+json"));
    }

    private static String shown(@Nullable MediaType type) {
        return type == null ? "no Content-Type" : type.type() + "/" + type.subtype();
    }
}
