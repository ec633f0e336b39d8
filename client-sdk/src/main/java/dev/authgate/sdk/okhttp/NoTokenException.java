package dev.authgate.sdk.okhttp;

import dev.authgate.sdk.OAuthException;
import java.io.IOException;

/**
 * A call was not made, or not made again, because there was no token for it. OkHttp lets only such exceptions
 * through.
 *
 * <pre>{@code
 * try (Response response = session.authorizedClient("https://api.example.com").newCall(request).execute()) {
 *     System.out.println(response.code());
 * } catch (NoTokenException e) {
 *     System.err.println(e.getMessage() + ". " + e.fault().hint());
 * }
 * }</pre>
 */
public final class NoTokenException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient OAuthException fault;

    NoTokenException(OAuthException fault) {
        super(fault.getMessage(), fault);
        this.fault = fault;
    }

    /** Why there was none; with code {@code LOGIN_REQUIRED} the person has to sign in again. */
    public OAuthException fault() {
        return fault;
    }
}
