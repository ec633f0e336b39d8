package dev.authgate.server.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.SecretHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the requests that are being polled, and when they were polled last.
 *
 * <p>A poll of a waiting request writes nothing. Where this is the only node it is answered from here; where there are
 * others the store is asked, because a decision may have been taken there. Bounded: a forgotten request is read anew,
 * and then its next poll is not held to be too soon.
 */
public final class RecentAuthorizations {
    private static final int MOST = 50_000;

    private final DeviceAuthorizations stored;
    private final Duration trusted;
    private final Cache<SecretHash, Entry> entries =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /**
     * Makes an empty memory.
     *
     * @param trusted how long what was read from the store is taken to hold; zero where other nodes write to it
     */
    public RecentAuthorizations(DeviceAuthorizations stored, Duration trusted) {
        this.stored = stored;
        this.trusted = trusted;
    }

    /** The request with this device code, as far as this memory may be trusted, else as it stands now. */
    Optional<DeviceAuthorization> find(SecretHash deviceCode, Instant now) {
        var entry = entries.getIfPresent(deviceCode);
        if (entry != null && entry.holdsAt(now, trusted)) {
            return Optional.of(entry.value());
        }
        return reload(deviceCode, now);
    }

    /** The request with this device code, as it stands now. */
    Optional<DeviceAuthorization> reload(SecretHash deviceCode, Instant now) {
        return stored.findByDeviceCode(deviceCode).map(loaded -> put(loaded, now));
    }

    /** Takes in what the store now holds, and keeps the pace of polling that only this memory knows. */
    DeviceAuthorization put(DeviceAuthorization loaded, Instant now) {
        return entries.asMap()
                .compute(loaded.deviceCode(), (key, before) -> merge(before, loaded, now))
                .value();
    }

    private static Entry merge(@Nullable Entry before, DeviceAuthorization loaded, Instant now) {
        if (before == null) {
            return new Entry(loaded, now);
        }
        return new Entry(before.value().mergedWith(loaded), now);
    }

    /** Polls a request, one poll after the other however many come at once. */
    Step poll(DeviceAuthorization known, Instant now) {
        var step = new Step[1];
        entries.asMap().compute(known.deviceCode(), (key, entry) -> {
            var current = entry == null ? known : entry.value();
            var poll = current.poll(now);
            step[0] = new Step(current, poll);
            var waits = poll.next().status() == DeviceAuthorization.Status.PENDING;
            return new Entry(waits ? poll.next() : current, entry == null ? now : entry.loadedAt());
        });
        return step[0];
    }

    /** The same for a poll that has been counted and kept waiting: while the request still waits, nothing changes. */
    Step pollAfterWaiting(DeviceAuthorization known, Instant now) {
        return known.decidable(now)
                ? new Step(known, new Poll(known, Optional.of(OAuthError.AUTHORIZATION_PENDING)))
                : poll(known, now);
    }

    /** A poll, and the request as it was before. */
    record Step(DeviceAuthorization before, Poll poll) {}

    private record Entry(DeviceAuthorization value, Instant loadedAt) {
        boolean holdsAt(Instant now, Duration trusted) {
            return Duration.between(loadedAt, now).abs().compareTo(trusted) < 0;
        }
    }
}
