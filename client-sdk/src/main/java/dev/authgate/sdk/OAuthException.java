package dev.authgate.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fault: something a sign-in or a call could not go on with. The {@link #code() code} is stable across versions,
 * the {@link #hint() hint} tells a person what to do. Neither message nor cause ever holds a token or a code.
 *
 * <pre>{@code
 * try {
 *     return session.accessToken();
 * } catch (OAuthException fault) {
 *     if (fault.code() == OAuthException.Code.LOGIN_REQUIRED) {
 *         return signIn(client).accessToken();
 *     }
 *     System.err.println(fault.getMessage() + ". " + fault.hint());
 *     fault.requestId().ifPresent(id -> System.err.println("Tell the operator: " + id));
 *     System.exit(fault.retryable() ? 6 : 1);
 * }
 * }</pre>
 */
public final class OAuthException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final transient Detail detail;

    /** What went wrong, in a word a program can switch on. */
    public enum Code {
        /** No answer: the network, a name, or a time-out. */
        NETWORK("Check the network and the server's address, then try again.", true),
        /** The server's certificate is not trusted, or does not carry its name. */
        TLS("Check the server's certificate and this machine's clock; never switch the check off.", false),
        /** The server answered 5xx or 429. */
        SERVER("The server cannot answer now; try again later.", true),
        /** The answer is not what the specification asks for. */
        PROTOCOL("Check that the address is that of an OAuth 2.0 server; tell its operator.", false),
        /** The server refused this client: unknown, disabled, or the wrong secret. */
        CLIENT_REFUSED("Check the client id and its secret with the server's operator.", false),
        /** The server refused the request for another reason; {@link #serverError()} names it. */
        REFUSED("Read the server's words; the request has to change.", false),
        /** There is no session, or the server ended it. */
        LOGIN_REQUIRED("Sign in again.", false),
        /** The place for tokens cannot be read or written, or is not safe. */
        STORE("Check the place where the tokens are kept.", false),
        /** What this program was told is wrong: an address, a client id, a scope. */
        CONFIGURATION("Correct the setting that the message names.", false),
        /** The caller cancelled, or closed the handle. */
        CANCELLED("Start again when ready.", false);

        private final String hint;
        private final boolean retryable;

        Code(String hint, boolean retryable) {
            this.hint = hint;
            this.retryable = retryable;
        }
    }

    /**
     * What a server said beside the code.
     *
     * @param serverError the wire code, such as {@code invalid_scope} (RFC 6749 section 5.2)
     * @param errorUri a page about it (RFC 6749 section 5.2)
     * @param requestId the server's {@code X-Request-Id}, for its operator's logs
     * @param retryAfter how long the server asks to wait
     */
    public record Detail(
            @Nullable String serverError,
            @Nullable URI errorUri,
            @Nullable String requestId,
            @Nullable Duration retryAfter) {
        /** Nothing more is known. */
        public static final Detail NONE = new Detail(null, null, null, null);
    }

    /** A fault that this side saw. */
    public OAuthException(Code code, String message) {
        this(code, message, Detail.NONE, null);
    }

    /** A fault with its cause. */
    public OAuthException(Code code, String message, @Nullable Throwable cause) {
        this(code, message, Detail.NONE, cause);
    }

    /** A fault that the server told of. */
    public OAuthException(Code code, String message, Detail detail, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.detail = detail;
    }

    /** What went wrong. */
    public Code code() {
        return code;
    }

    /** Whether the same call may succeed later without a change. */
    public boolean retryable() {
        return code.retryable;
    }

    /** What a person can do about it: one sentence. */
    public String hint() {
        return code.hint;
    }

    /** The error code on the wire, if a server sent one. */
    public Optional<String> serverError() {
        return Optional.ofNullable(detail.serverError());
    }

    /** A page about the error, if a server named one. */
    public Optional<URI> errorUri() {
        return Optional.ofNullable(detail.errorUri());
    }

    /** The server's own number for the request, if it gave one. */
    public Optional<String> requestId() {
        return Optional.ofNullable(detail.requestId());
    }

    /** How long the server asks to wait, if it said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(detail.retryAfter());
    }
}
