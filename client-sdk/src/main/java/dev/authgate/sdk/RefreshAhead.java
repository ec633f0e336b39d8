package dev.authgate.sdk;

import java.time.Duration;
import java.time.Instant;

/**
 * How long before its end an access token is replaced. Both times shrink with tokens that live for seconds, so that one
 * of two seconds is not replaced at every call: the window is at most a quarter of the lifetime, the margin at most a
 * tenth.
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
        var lifetime = Duration.between(issuedAt, expiresAt);
        var left = Duration.between(now, expiresAt);
        if (left.compareTo(shorter(margin, lifetime.dividedBy(MARGIN_SHARE))) <= 0) {
            return Freshness.EXPIRED;
        }
        return left.compareTo(shorter(window, lifetime.dividedBy(WINDOW_SHARE))) <= 0
                ? Freshness.STALE
                : Freshness.FRESH;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
