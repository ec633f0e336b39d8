package dev.authgate.server.http;

import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Reads the form in a request body: one media type, one charset, no compression, at most 64 KiB. */
final class FormReader {
    private static final int MOST_BYTES = 64 * 1024;
    private static final String FORM = "application/x-www-form-urlencoded";

    private FormReader() {}

    /**
     * The form.
     *
     * @throws OAuthException with 413 or 415 when the body is not one that is read here
     */
    static FormParameters read(HttpServletRequest request) throws IOException {
        refuseOtherTypes(request.getHeader("Content-Type"));
        if (request.getHeader("Content-Encoding") != null) {
            throw new OAuthException(OAuthError.UNSUPPORTED_MEDIA_TYPE, "a compressed body is not read");
        }
        if (request.getContentLengthLong() > MOST_BYTES) {
            throw tooLarge();
        }
        var body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw tooLarge();
        }
        return FormParameters.parse(body);
    }

    private static void refuseOtherTypes(@org.jspecify.annotations.Nullable String contentType) {
        var parts = List.of((contentType == null ? "" : contentType)
                .toLowerCase(Locale.ROOT)
                .split(";", -1));
        var form = parts.get(0).strip().equals(FORM);
        var utf8 = parts.stream()
                .skip(1)
                .map(String::strip)
                .filter(parameter -> parameter.startsWith("charset"))
                .allMatch(parameter -> parameter.equals("charset=utf-8") || parameter.equals("charset=\"utf-8\""));
        if (!form || !utf8) {
            throw new OAuthException(OAuthError.UNSUPPORTED_MEDIA_TYPE, "the body must be " + FORM + ", in UTF-8");
        }
    }

    private static OAuthException tooLarge() {
        return new OAuthException(OAuthError.REQUEST_TOO_LARGE, "the body must not be larger than 64 KiB");
    }
}
