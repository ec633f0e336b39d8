package dev.authgate.server.device;

import static dev.authgate.server.device.DeviceAuthorization.Status.APPROVED;
import static dev.authgate.server.device.DeviceAuthorization.Status.DENIED;
import static dev.authgate.server.device.DeviceAuthorization.Status.EXPIRED;
import static dev.authgate.server.device.DeviceAuthorization.Status.PENDING;
import static dev.authgate.server.device.DeviceAuthorization.Status.REDEEMED;

import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pending request with a device code and a user code: the state machine of RFC 8628.
 *
 * <p>PENDING becomes APPROVED, DENIED or EXPIRED; APPROVED becomes REDEEMED or EXPIRED; nothing else. An immutable
 * value: each step returns the next one, and the store puts it in place only when nobody was faster.
 *
 * @param id names the request in forms, audit rows and the admin API; says nothing about the codes
 * @param deviceCode SHA-256 of the device code
 * @param userCode HMAC-SHA256 of the user code under a server secret
 * @param userId who decided; null until then
 * @param expiresAt the end of {@code expires_in}
 * @param interval the polling interval that holds now
 * @param lastPolledAt the last accepted poll; kept in memory, so null after a restart
 */
public record DeviceAuthorization(
        String id,
        SecretHash deviceCode,
        String userCode,
        String clientId,
        Scopes scopes,
        Status status,
        @Nullable String userId,
        @Nullable String deviceName,
        @Nullable String userAgent,
        String address,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant decidedAt,
        Duration interval,
        @Nullable Instant lastPolledAt) {
    /** RFC 8628 section 3.5: each {@code slow_down} adds five seconds. */
    private static final Duration SLOWER_BY = Duration.ofSeconds(5);

    /** An approved code may be collected this much later than it could be approved, so that no approval is in vain. */
    static final Duration COLLECTION = Duration.ofSeconds(60);

    /** Where a request stands; in an order in which it only moves forward. */
    public enum Status {
        PENDING,
        APPROVED,
        DENIED,
        REDEEMED,
        EXPIRED
    }

    /** RFC 8628 section 3.5: what this poll is answered, and what it leaves behind. */
    public Poll poll(Instant now) {
        return switch (status) {
            case PENDING -> pollPending(now);
            case APPROVED ->
                now.isBefore(expiresAt.plus(COLLECTION))
                        ? new Poll(with(REDEEMED), Optional.empty())
                        : refuse(OAuthError.EXPIRED_TOKEN, with(EXPIRED));
            case DENIED -> refuse(OAuthError.ACCESS_DENIED, this);
            case REDEEMED -> refuse(OAuthError.INVALID_GRANT, this);
            case EXPIRED -> refuse(OAuthError.EXPIRED_TOKEN, this);
        };
    }

    private Poll pollPending(Instant now) {
        if (!now.isBefore(expiresAt)) {
            return refuse(OAuthError.EXPIRED_TOKEN, with(EXPIRED));
        }
        return tooSoon(now)
                ? refuse(OAuthError.SLOW_DOWN, withPace(slower(), lastPolledAt))
                : refuse(OAuthError.AUTHORIZATION_PENDING, withPace(interval, now));
    }

    /** A tenth of the interval is tolerated: clocks and networks jitter. A clock set back delays nobody. */
    private boolean tooSoon(Instant now) {
        if (lastPolledAt == null || now.isBefore(lastPolledAt)) {
            return false;
        }
        return now.isBefore(lastPolledAt.plus(interval.multipliedBy(9).dividedBy(10)));
    }

    /** Never longer than the code lives: beyond that a longer interval means nothing and would only be written again. */
    private Duration slower() {
        var lifetime = Duration.between(createdAt, expiresAt);
        return interval.compareTo(lifetime) < 0 ? interval.plus(SLOWER_BY) : interval;
    }

    /** Whether a user may still decide. */
    public boolean decidable(Instant now) {
        return status == PENDING && now.isBefore(expiresAt);
    }

    /** RFC 8628 section 3.3: the user says yes. Call only while {@link #decidable}. */
    public DeviceAuthorization approve(String user, Instant now) {
        return decide(APPROVED, user, now);
    }

    /** RFC 8628 section 3.3: the user says no, for good. Call only while {@link #decidable}. */
    public DeviceAuthorization deny(String user, Instant now) {
        return decide(DENIED, user, now);
    }

    private DeviceAuthorization decide(Status decision, String user, Instant now) {
        if (!decidable(now)) {
            throw new IllegalStateException("Only a pending request can be decided, this one is " + status);
        }
        return with(decision, user, now, interval, lastPolledAt);
    }

    /**
     * What two views of the same request make together: statuses only move forward, so the one that is further along is
     * right; the pace is known to memory alone, and intervals only grow.
     */
    DeviceAuthorization mergedWith(DeviceAuthorization loaded) {
        var newer = loaded.status.compareTo(status) >= 0 ? loaded : this;
        var longest = interval.compareTo(loaded.interval) >= 0 ? interval : loaded.interval;
        return newer.withPace(longest, lastPolledAt);
    }

    private static Poll refuse(OAuthError error, DeviceAuthorization next) {
        return new Poll(next, Optional.of(error));
    }

    private DeviceAuthorization with(Status next) {
        return with(next, userId, decidedAt, interval, lastPolledAt);
    }

    private DeviceAuthorization withPace(Duration pace, @Nullable Instant polledAt) {
        return with(status, userId, decidedAt, pace, polledAt);
    }

    private DeviceAuthorization with(
            Status nextStatus,
            @Nullable String user,
            @Nullable Instant decided,
            Duration pace,
            @Nullable Instant polledAt) {
        return new DeviceAuthorization(
                id,
                deviceCode,
                userCode,
                clientId,
                scopes,
                nextStatus,
                user,
                deviceName,
                userAgent,
                address,
                createdAt,
                expiresAt,
                decided,
                pace,
                polledAt);
    }
}
