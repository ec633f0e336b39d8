package dev.authgate.server.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.SecretHash;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the requests that are being polled, and when they were polled last.
 *
 * <p>A poll of a waiting request writes nothing, and is answered from here as long as this node would know of a decision.
 * Bounded: a forgotten request is read anew, and then its next poll is not held to be too soon.
 */
public final class RecentAuthorizations {
    private static final int MOST = 20_000;

    private static final int COUNTERS = 1024;

    private final DeviceAuthorizations stored;
    private final Freshness freshness;

    /**
     * How often each request was distrusted, many sharing a counter: what was read before, and is put in here after, is not
     * to be trusted either.
     */
    private final AtomicIntegerArray distrusted = new AtomicIntegerArray(COUNTERS);

    private final Cache<SecretHash, Entry> entries =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /**
     * Makes an empty memory.
     *
     * @param freshness whether what was read from the store holds still
     */
    public RecentAuthorizations(DeviceAuthorizations stored, Freshness freshness) {
        this.stored = stored;
        this.freshness = freshness;
    }

    /** The request with this device code, as far as this memory may be trusted, else as it stands now. */
    Optional<DeviceAuthorization> find(SecretHash deviceCode, Instant now) {
        var entry = entries.getIfPresent(deviceCode);
        if (entry != null && freshness.since(entry.readAt(), now)) {
            return Optional.of(entry.value());
        }
        return reload(deviceCode, now);
    }

    /** The request with this device code, as it stands now. */
    Optional<DeviceAuthorization> reload(SecretHash deviceCode, Instant now) {
        var before = distrusted.get(counter(deviceCode));
        return stored.findByDeviceCode(deviceCode).map(loaded -> put(loaded, now, before));
    }

    /** Of this request the next poll looks at the store, though it may not have been polled here for long. */
    void distrust(SecretHash deviceCode) {
        distrusted.incrementAndGet(counter(deviceCode));
        entries.asMap().computeIfPresent(deviceCode, (key, entry) -> new Entry(entry.value(), Instant.EPOCH));
    }

    private static int counter(SecretHash deviceCode) {
        return Math.floorMod(deviceCode.hashCode(), COUNTERS);
    }

    /** Takes in a request that this node has just stored. */
    void putNew(DeviceAuthorization stored, Instant now) {
        if (freshness.fromTheBeginning()) {
            put(stored, now);
        }
    }

    /** Takes in what the store now holds, and keeps the pace of polling that only this memory knows. */
    DeviceAuthorization put(DeviceAuthorization loaded, Instant now) {
        return put(loaded, now, distrusted.get(counter(loaded.deviceCode())));
    }

    private DeviceAuthorization put(DeviceAuthorization loaded, Instant now, int distrustedBefore) {
        return entries.asMap()
                .compute(loaded.deviceCode(), (key, entry) -> {
                    var trusted = distrusted.get(counter(key)) == distrustedBefore;
                    return new Entry(merged(entry, loaded), trusted ? now : Instant.EPOCH);
                })
                .value();
    }

    private static DeviceAuthorization merged(@Nullable Entry before, DeviceAuthorization loaded) {
        return before == null ? loaded : before.value().mergedWith(loaded);
    }

    /** Polls a request, one poll after the other however many come at once. */
    Step poll(DeviceAuthorization known, Instant now) {
        var step = new Step[1];
        entries.asMap().compute(known.deviceCode(), (key, entry) -> {
            var current = entry == null ? known : entry.value();
            var poll = current.poll(now);
            step[0] = new Step(current, poll);
            var waits = poll.next().status() == DeviceAuthorization.Status.PENDING;
            return new Entry(waits ? poll.next() : current, entry == null ? now : entry.readAt());
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

    private record Entry(DeviceAuthorization value, Instant readAt) {}
}
