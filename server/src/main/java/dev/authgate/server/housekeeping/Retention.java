package dev.authgate.server.housekeeping;

import java.time.Duration;
import java.time.Instant;

/**
 * How long things are kept after their end.
 *
 * @param audit how long audit events are kept
 * @param grace how long a spent refresh token gets its successor
 */
public record Retention(Duration audit, Duration grace) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    /** What of this kind ended before the moment answered is of no more use. */
    Instant before(Expired.Kind kind, Instant now) {
        return now.minus(
                switch (kind) {
                    case SESSIONS -> Duration.ZERO;
                    case DEVICE_AUTHORIZATIONS, ACCESS_TOKENS, LEASES -> HOUR;
                    case ATTEMPTS -> DAY;
                    case SEALED_SUCCESSORS -> grace;
                    case GRANTS -> WEEK;
                    case AUDIT_EVENTS -> audit;
                });
    }
}
