package dev.authgate.sdk;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long before its end an access token is replaced. Both times shrink with tokens that live for seconds, so that one
 * of two seconds is not replaced at every call: the window is at most a quarter of the lifetime, the margin at most a
 * tenth.
 *
 * <pre>{@code
 * OAuthClient client = OAuthClient.builder(issuer, "my-cli")
 *         .refreshAhead(new RefreshAhead(Duration.ofMinutes(10), Duration.ofMinutes(1)))
 *         .build();
 * AccessToken token = session.accessToken();   // good for a minute at least, if tokens live for long
 * }</pre>
 *
 * @param window from this long before the end, the token is still handed out while a new one is fetched behind it
 * @param margin from this long before the end, callers wait for the new one
 */
public record RefreshAhead(Duration window, Duration margin) {
    /** Five minutes, and thirty seconds. */
    public static final RefreshAhead DEFAULT = new RefreshAhead(Duration.ofMinutes(5), Duration.ofSeconds(30));

    private static final int WINDOW_SHARE = 4;
    private static final int MARGIN_SHARE = 10;

    public RefreshAhead {
        if (margin.isNegative() || window.compareTo(margin) < 0) {
            throw new IllegalArgumentException("the margin is at least zero, and the window at least the margin");
        }
    }

    Freshness of(Instant issuedAt, Instant expiresAt, Instant now) {
        var lifetime = issuedAt.until(expiresAt, ChronoUnit.MILLIS);
        var left = now.until(expiresAt, ChronoUnit.MILLIS);
        if (left <= Math.min(margin.toMillis(), lifetime / MARGIN_SHARE)) {
            return Freshness.EXPIRED;
        }
        return left <= Math.min(window.toMillis(), lifetime / WINDOW_SHARE) ? Freshness.STALE : Freshness.FRESH;
    }
}
