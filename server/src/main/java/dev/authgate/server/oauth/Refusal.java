package dev.authgate.server.oauth;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused, as a value, so that it can leave a transaction without undoing it.
 *
 * @param error the code that goes over the wire
 * @param description what is wrong and what is allowed, in ASCII without quotes or backslashes (RFC 6749 section 5.2)
 * @param interval the polling interval that now holds, told to the client with {@code slow_down}
 * @param retryAfter when the client may come again
 */
public record Refusal(
        OAuthError error,
        String description,
        @Nullable Duration interval,
        @Nullable Duration retryAfter) {
    public Refusal(OAuthError error, String description) {
        this(error, description, null, null);
    }

    /** A refusal that passes with time. */
    public static Refusal retryLater(OAuthError error, String description, Duration retryAfter) {
        return new Refusal(error, description, null, retryAfter);
    }

    public Optional<Duration> optionalInterval() {
        return Optional.ofNullable(interval);
    }

    public Optional<Duration> optionalRetryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public OAuthException asException() {
        return new OAuthException(this);
    }
}
