package dev.authgate.sdk.verify;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.TimeSource;
import dev.authgate.sdk.internal.JwksEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A server's keys, kept for as long as it says, within bounds. A key that is not among them is asked for at once, because
 * the server may have rotated; but for one unknown id once a minute, and for all of them no more than every ten seconds:
 * anyone can invent ids. While the server is away its last keys stay good for an hour beyond their time.
 */
final class CachedKeys {
    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration USUAL = Duration.ofMinutes(15);
    static final Duration LONGEST = Duration.ofHours(24);
    static final Duration BEYOND = Duration.ofHours(1);
    static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
    static final Duration BETWEEN_SAME_ID = Duration.ofMinutes(1);

    private static final int MOST_UNKNOWN = 256;

    private final JwksEndpoint endpoint;
    private final TimeSource time;
    private final ReentrantLock fetching = new ReentrantLock();
    private final Map<String, Long> unknown = new LinkedHashMap<>();
    private volatile @Nullable Kept kept;
    private volatile long nextFetch;

    /** Numbered, so that a thread knows whether another has fetched since it looked. */
    private record Kept(long number, KeySet keys, @Nullable String tag, long until) {}

    CachedKeys(JwksEndpoint endpoint, TimeSource time) {
        this.endpoint = endpoint;
        this.time = time;
        this.nextFetch = time.monotonicNanos();
    }

    /**
     * The key, if the server has it.
     *
     * @throws OAuthException if the server's keys are not known and cannot be fetched
     */
    Optional<JsonWebKey> find(@Nullable String id, SignatureAlgorithm algorithm) throws OAuthException {
        var known = current();
        var found = known.keys().find(id, algorithm);
        return found.isPresent() ? found : findAnew(known, id, algorithm);
    }

    private Kept current() throws OAuthException {
        var known = kept;
        if (known == null) {
            return fetched(null);
        }
        var now = time.monotonicNanos();
        if (now - known.until() < 0) {
            return known;
        }
        var stillUsable = now - known.until() < BEYOND.toNanos();
        if (!stillUsable) {
            return fetched(known);
        }
        return now - nextFetch < 0 ? known : fetchedOr(known);
    }

    /** The keys that are known will do while another thread fetches, or when the server is away. */
    private Kept fetchedOr(Kept known) {
        if (!fetching.tryLock()) {
            return known;
        }
        try {
            return fetched(known);
        } catch (OAuthException e) {
            return known;
        } finally {
            fetching.unlock();
        }
    }

    private Optional<JsonWebKey> findAnew(Kept known, @Nullable String id, SignatureAlgorithm algorithm)
            throws OAuthException {
        fetching.lock();
        try {
            var latest = kept;
            if (latest != null && latest.number() == known.number() && mayAskFor(id)) {
                latest = fetched(known);
            }
            return latest == null ? Optional.empty() : latest.keys().find(id, algorithm);
        } finally {
            fetching.unlock();
        }
    }

    private boolean mayAskFor(@Nullable String id) {
        var now = time.monotonicNanos();
        if (now - nextFetch < 0) {
            return false;
        }
        var name = id == null ? "" : id;
        var asked = unknown.get(name);
        if (asked != null && now - asked < BETWEEN_SAME_ID.toNanos()) {
            return false;
        }
        unknown.remove(name);
        unknown.put(name, now);
        if (unknown.size() > MOST_UNKNOWN) {
            unknown.remove(unknown.keySet().iterator().next());
        }
        return true;
    }

    private Kept fetched(@Nullable Kept before) throws OAuthException {
        fetching.lock();
        try {
            var meanwhile = kept;
            var seen = before == null ? 0 : before.number();
            if (meanwhile != null && meanwhile.number() > seen) {
                return meanwhile;
            }
            nextFetch = time.monotonicNanos() + BETWEEN_FETCHES.toNanos();
            var fetched = endpoint.fetch(before == null ? null : before.tag());
            var until = time.monotonicNanos() + lifetime(fetched);
            var next = new Kept(seen + 1, keys(fetched, before), fetched.tag(), until);
            kept = next;
            return next;
        } finally {
            fetching.unlock();
        }
    }

    private static KeySet keys(JwksEndpoint.Fetched fetched, @Nullable Kept before) throws OAuthException {
        var document = fetched.document();
        if (document == null && before != null) {
            return before.keys();
        }
        try {
            return KeySet.read(document == null ? "" : document);
        } catch (IOException e) {
            throw new OAuthException(Code.PROTOCOL, "The server's key set is of no use: " + e.getMessage());
        }
    }

    private static long lifetime(JwksEndpoint.Fetched fetched) {
        var asked = fetched.maxAge().orElse(USUAL).toNanos();
        return Math.min(Math.max(asked, SHORTEST.toNanos()), LONGEST.toNanos());
    }
}
