package dev.authgate.server.device;

import com.codahale.metrics.Counter;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.storage.StorageUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The polls that wait until their user decides: RFC 7240 section 4.3, at the token endpoint.
 *
 * <p>A poll that waits is an entry in this list and nothing more: no thread, no connection to the database. It ends
 * once, by what comes first, and only then is the ordinary poll asked again. A device code has one poll waiting at most:
 * a second one takes its place, for the device has then given up the first.
 */
public final class HandOver {
    /** Proxies hardly ever give up sooner. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private final Limits limits;
    private final DeviceAuthorizations stored;
    private final RecentAuthorizations recent;

    /** In the order in which they came, so that a stop ends them in that order. */
    private final Map<SecretHash, Hold> waiting = new LinkedHashMap<>();

    private final Map<String, Integer> waitingBySubject = new HashMap<>();
    private final Counter handedOver = new Counter();
    private final Counter turnedAway = new Counter();
    private boolean closed;

    public HandOver(Limits limits, DeviceAuthorizations stored, RecentAuthorizations recent) {
        this.limits = limits;
        this.stored = stored;
        this.recent = recent;
    }

    /**
     * How many polls may wait at once. One too many is answered at once, as if it had not asked to wait.
     *
     * @param all on this node
     * @param client of one client: some places are always left for the others
     * @param address from one address
     */
    public record Limits(int all, int client, int address) {
        /** What a poll that waits costs of the heap, connection and all; measured with 5,000 of them. */
        private static final int BYTES_EACH = 9 << 10;

        /** What everything else needs of it. */
        private static final long BYTES_FOR_THE_REST = 80L << 20;

        /** The same, but no more than a heap of that size has room for: running out of it would end the server. */
        public Limits within(long heapBytes) {
            var room = Math.max(0, (heapBytes - BYTES_FOR_THE_REST) / BYTES_EACH);
            return new Limits((int) Math.min(all, room), client, address);
        }

        /** So many on this node, three quarters of them for one client and, if limited, a tenth for one address. */
        public static Limits of(int all, boolean limited) {
            return new Limits(all, all - all / 4, limited ? (all + 9) / 10 : all);
        }
    }

    /** Who waits for the decision on which device code. */
    public record Asker(SecretHash deviceCode, String clientId, String address) {
        private List<String> subjects() {
            return List.of(client(), origin());
        }

        private String client() {
            return "client " + clientId;
        }

        private String origin() {
            return "address " + address;
        }
    }

    /** What ends a wait. */
    public enum Ending {
        /** Somebody has decided, or the code is at its end. */
        NEWS(true),
        /** The wait was as long as was asked for. */
        TIME(true),
        /** The asker is gone: tokens would be lost on it, and the device may be asking anew already. */
        ABANDONED(false),
        /** Another poll of the same device waits instead, and tokens are for that one. */
        REPLACED(false),
        /** The server stops. */
        STOP(false);

        private final boolean pollsAgain;

        Ending(boolean pollsAgain) {
            this.pollsAgain = pollsAgain;
        }

        /** Whether the poll is asked again; else it is answered that nothing is decided, and nothing is changed. */
        boolean pollsAgain() {
            return pollsAgain;
        }
    }

    /** One poll that waits. */
    public final class Hold {
        private final Asker asker;
        private final CompletableFuture<Ending> ending = new CompletableFuture<>();
        private volatile Instant until;

        private Hold(Asker asker, Instant until) {
            this.asker = asker;
            this.until = until;
        }

        /** Completes when the wait is over, on the thread that ends it, which must not be made to wait. */
        CompletionStage<Ending> ending() {
            return ending;
        }

        /** What ended it; to be asked only then. */
        Ending endedBy() {
            return ending.join();
        }

        private void endAt(Instant end) {
            until = end.isBefore(until) ? end : until;
        }

        /** The asker waits no more. */
        void abandon() {
            end(this, Ending.ABANDONED);
        }
    }

    /**
     * Lets a poll wait that was told that nobody has decided; empty when there is no room for it.
     *
     * @param wait at most {@link #longest}
     */
    Optional<Hold> hold(Asker asker, Duration wait, Instant now) {
        find(asker.deviceCode()).ifPresent(older -> end(older, Ending.REPLACED));
        var hold = new Hold(asker, now.plus(wait));
        if (!add(hold)) {
            turnedAway.inc();
            return Optional.empty();
        }
        lookOnceMore(hold, now);
        return Optional.of(hold);
    }

    private synchronized Optional<Hold> find(SecretHash deviceCode) {
        return Optional.ofNullable(waiting.get(deviceCode));
    }

    private synchronized boolean add(Hold hold) {
        var code = hold.asker.deviceCode();
        if (closed || waiting.containsKey(code) || !hasRoomFor(hold.asker)) {
            return false;
        }
        waiting.put(code, hold);
        hold.asker.subjects().forEach(subject -> waitingBySubject.merge(subject, 1, Integer::sum));
        return true;
    }

    private boolean hasRoomFor(Asker asker) {
        return waiting.size() < limits.all()
                && waitingBySubject.getOrDefault(asker.client(), 0) < limits.client()
                && waitingBySubject.getOrDefault(asker.origin(), 0) < limits.address();
    }

    /** What was decided between the poll and its wait was announced to nobody. */
    private void lookOnceMore(Hold hold, Instant now) {
        try {
            recent.find(hold.asker.deviceCode(), now)
                    .filter(found -> found.decidable(now))
                    .ifPresentOrElse(found -> hold.endAt(found.expiresAt()), () -> end(hold, Ending.NEWS));
        } catch (StorageUnavailable e) {
            end(hold, Ending.ABANDONED);
            throw e;
        }
    }

    private void end(Hold hold, Ending ending) {
        if (remove(hold)) {
            hold.ending.complete(ending);
        }
    }

    /** Whoever removes a hold ends it: so it ends once. */
    private synchronized boolean remove(Hold hold) {
        if (!waiting.remove(hold.asker.deviceCode(), hold)) {
            return false;
        }
        hold.asker
                .subjects()
                .forEach(subject ->
                        waitingBySubject.computeIfPresent(subject, (key, count) -> count == 1 ? null : count - 1));
        return true;
    }

    /** Another node has decided on this device code: what is remembered of it counts no more. */
    void heard(SecretHash deviceCode) {
        recent.distrust(deviceCode);
        wake(deviceCode);
    }

    /** There are news of this device code. */
    public void wake(SecretHash deviceCode) {
        find(deviceCode).ifPresent(hold -> end(hold, Ending.NEWS));
    }

    /** Ends the waits whose time is over. */
    public void tick(Instant now) {
        holds().stream().filter(hold -> !now.isBefore(hold.until)).forEach(hold -> end(hold, Ending.TIME));
    }

    private synchronized List<Hold> holds() {
        return List.copyOf(waiting.values());
    }

    /** Asks the database about all who wait: for news that were lost on their way from another node. */
    public void check() {
        try {
            var codes = holds().stream().map(hold -> hold.asker.deviceCode()).toList();
            stored.decidedAmong(codes).forEach(this::heard);
        } catch (StorageUnavailable e) {
            LOG.debug("The polls that wait could not be checked, and will be in a second", e);
        }
    }

    /** Ends all waits, in the order in which they began, and lets nobody wait any more. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        holds().forEach(hold -> end(hold, Ending.STOP));
    }

    /** The longest wait that is granted; zero when there is no room for anybody. */
    public Duration longest() {
        return limits.all() == 0 ? Duration.ZERO : LONGEST;
    }

    /** A poll that waited got its tokens. */
    void delivered() {
        handedOver.inc();
    }

    /** How many polls wait now. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** How many polls that waited got their tokens. */
    public Counter handedOver() {
        return handedOver;
    }

    /** How many polls found no room to wait. */
    public Counter turnedAway() {
        return turnedAway;
    }
}
