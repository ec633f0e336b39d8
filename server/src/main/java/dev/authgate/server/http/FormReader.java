package dev.authgate.server.http;

import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.OAuthException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the form in a request body: one media type, one charset, no compression, at most 64 KiB. */
final class FormReader {
    private static final int MOST_BYTES = 64 * 1024;

    /** So much more is read and forgotten, so that an honest peer sees why it is refused; then the connection closes. */
    private static final int MOST_READ_AWAY = 256 * 1024;

    private static final String FORM = "application/x-www-form-urlencoded";

    private FormReader() {}

    /**
     * The form.
     *
     * @throws OAuthException with 413 or 415 when the body is not one that is read here
     */
    static FormParameters read(HttpServletRequest request) throws IOException {
        // Read before it is refused: a peer that is still sending when the connection closes never sees the answer.
        var stream = request.getInputStream();
        var body = stream.readNBytes(most(request.getContentLength()));
        if (body.length > MOST_BYTES) {
            stream.readNBytes(MOST_READ_AWAY);
            throw tooLarge();
        }
        refuseOtherTypes(request.getHeader("Content-Type"));
        if (request.getHeader("Content-Encoding") != null) {
            throw new OAuthException(OAuthError.UNSUPPORTED_MEDIA_TYPE, "a compressed body is not read");
        }
        return FormParameters.parse(body);
    }

    /** As many bytes as are announced, so that no buffer is larger than the form. */
    private static int most(int announced) {
        return announced >= 0 && announced <= MOST_BYTES ? announced : MOST_BYTES + 1;
    }

    private static void refuseOtherTypes(@Nullable String contentType) {
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
