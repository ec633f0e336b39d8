package dev.authgate.sdk;

import dev.authgate.sdk.OAuthException.Code;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a sign-in ended. All four are to be expected, so they are values; a fault is an {@link OAuthException}.
 *
 * <pre>{@code
 * LoginResult result = login.await();
 * if (result instanceof LoginResult.Approved approved) {
 *     return approved.session();
 * } else if (result instanceof LoginResult.Denied) {
 *     System.err.println("The request was refused on the page.");
 * } else if (result instanceof LoginResult.Expired) {
 *     System.err.println("The code has expired; start again.");
 * }
 * }</pre>
 */
public sealed interface LoginResult {
    /**
     * The session, for a program that treats all other ends alike.
     *
     * @throws OAuthException with code {@code LOGIN_REQUIRED} if the person said no or said nothing in time, with {@code
     *     CANCELLED} if this program gave up
     */
    Session session() throws OAuthException;

    /**
     * The person said yes. The session is in the client's store already.
     *
     * @param session the way to access tokens from now on
     */
    record Approved(Session session) implements LoginResult {}

    /**
     * The person said no (RFC 8628 section 3.5, {@code access_denied}).
     *
     * @param description the server's words; {@link #reason()} reads it
     */
    record Denied(@Nullable String description) implements LoginResult {
        @Override
        public Session session() throws OAuthException {
            throw new OAuthException(Code.LOGIN_REQUIRED, "the sign-in was refused");
        }

        /** The server's words about it, if it sent any. */
        public Optional<String> reason() {
            return Optional.ofNullable(description);
        }
    }

    /** Nobody decided while the code was good (RFC 8628 section 3.5, {@code expired_token}). */
    record Expired() implements LoginResult {
        @Override
        public Session session() throws OAuthException {
            throw new OAuthException(Code.LOGIN_REQUIRED, "the code has expired before anybody decided");
        }
    }

    /** This program gave up: {@link DeviceLogin#cancel()}, {@link DeviceLogin#close()} or an interrupt. */
    record Cancelled() implements LoginResult {
        @Override
        public Session session() throws OAuthException {
            throw new OAuthException(Code.CANCELLED, "the sign-in was cancelled");
        }
    }
}
