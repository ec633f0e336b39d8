package dev.authgate.server.http;

import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.Refusal;

/** How one kind of endpoint says no: in JSON to programs, on a page to people. */
public interface ErrorAnswers {
    /** The request is refused. */
    Answer refused(Refusal refusal, HttpFault fault);

    /** There is nothing at this path. */
    Answer notFound(HttpFault fault);

    /** The path is right, the method is not. */
    Answer methodNotAllowed(HttpFault fault);

    /**
     * What an error page or body may tell.
     *
     * @param requestId what the asker can quote to an administrator
     * @param byBrowser whether the asker would rather read a page
     */
    record HttpFault(String requestId, boolean byBrowser) {}

    /** The HTTP status of each error. No default on purpose: a new error without a status must not compile. */
    static int status(OAuthError error) {
        return switch (error) {
            case INVALID_REQUEST,
                    INVALID_GRANT,
                    UNAUTHORIZED_CLIENT,
                    UNSUPPORTED_GRANT_TYPE,
                    INVALID_SCOPE,
                    ACCESS_DENIED,
                    AUTHORIZATION_PENDING,
                    SLOW_DOWN,
                    EXPIRED_TOKEN -> 400;
            case INVALID_CLIENT, INVALID_TOKEN -> 401;
            case REQUEST_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case TOO_MANY_REQUESTS -> 429;
            case SERVER_ERROR -> 500;
            case TEMPORARILY_UNAVAILABLE -> 503;
        };
    }
}
