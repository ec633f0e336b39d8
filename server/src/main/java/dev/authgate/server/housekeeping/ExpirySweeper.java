package dev.authgate.server.housekeeping;

import com.codahale.metrics.MetricRegistry;
import dev.authgate.server.storage.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Removes what has ended, a batch each time it is called, on one node at a time.
 *
 * <p>Requests must hardly notice, on a slow disk or a loaded machine either. So a batch is as large as can be removed in a
 * few milliseconds, and then nothing is done for fifty times as long as it took: fewer than one request in fifty meets a
 * batch at work. When nothing is left, or the work failed, or another node does it, it rests for a minute.
 */
public final class ExpirySweeper implements Consumer<Instant> {
    static final int SMALLEST_BATCH = 10;
    static final int LARGEST_BATCH = 500;
    private static final Duration QUICK = Duration.ofMillis(2);
    private static final Duration SLOW = Duration.ofMillis(4);
    private static final int PAUSE = 50;
    private static final Duration REST = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofMinutes(3);
    private static final String NAME = "expiry sweeper";
    private static final List<Expired.Kind> KINDS = List.of(Expired.Kind.values());

    private final Expired expired;
    private final Retention retention;
    private final Leases leases;
    private final MetricRegistry metrics;
    private final String holder = UUID.randomUUID().toString();
    private final LongSupplier nanoTime;
    private int place;
    private int batch = SMALLEST_BATCH;
    private Instant next = Instant.MIN;
    private Instant renewal = Instant.MIN;

    /**
     * Makes a sweeper.
     *
     * @param nanoTime tells how long a batch took
     */
    public ExpirySweeper(
            Expired expired, Retention retention, Leases leases, MetricRegistry metrics, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.expired = expired;
        this.retention = retention;
        this.leases = leases;
        this.metrics = metrics;
    }

    /** Only one thread calls this. */
    @Override
    public void accept(Instant now) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(REST);
        if (holdsLease(now)) {
            var before = nanoTime.getAsLong();
            if (removeSome(now)) {
                pace(now, Duration.ofNanos(nanoTime.getAsLong() - before));
            }
        }
    }

    private void pace(Instant now, Duration took) {
        if (took.compareTo(QUICK) < 0) {
            batch = Math.min(LARGEST_BATCH, batch * 2);
        } else if (took.compareTo(SLOW) > 0) {
            batch = Math.max(SMALLEST_BATCH, batch / 2);
        }
        var pause = took.multipliedBy(1L + PAUSE);
        next = now.plus(pause.compareTo(REST) < 0 ? pause : REST);
    }

    private boolean holdsLease(Instant now) {
        if (now.isBefore(renewal)) {
            return true;
        }
        var taken = leases.take(NAME, holder, now, now.plus(LEASE));
        renewal = taken ? now.plus(REST) : now;
        return taken;
    }

    /** One batch of the kind that it has got to; false when nothing was left of any kind. */
    private boolean removeSome(Instant now) {
        for (; place < KINDS.size(); place++) {
            if (removeBatch(KINDS.get(place), now) > 0) {
                return true;
            }
        }
        place = 0;
        return false;
    }

    private int removeBatch(Expired.Kind kind, Instant now) {
        var removed = expired.remove(kind, retention.before(kind, now), batch);
        metrics.counter("cleanup.removed." + kind.name().toLowerCase(Locale.ROOT))
                .inc(removed);
        return removed;
    }
}
