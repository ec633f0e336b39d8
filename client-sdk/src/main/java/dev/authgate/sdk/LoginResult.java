package dev.authgate.sdk;

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
        /** The server's words about it, if it sent any. */
        public Optional<String> reason() {
            return Optional.ofNullable(description);
        }
    }

    /** Nobody decided while the code was good (RFC 8628 section 3.5, {@code expired_token}). */
    record Expired() implements LoginResult {}

    /** This program gave up: {@link DeviceLogin#cancel()}, {@link DeviceLogin#close()} or an interrupt. */
    record Cancelled() implements LoginResult {}
}
