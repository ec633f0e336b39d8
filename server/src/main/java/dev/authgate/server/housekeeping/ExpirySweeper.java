package dev.authgate.server.housekeeping;

import com.codahale.metrics.MetricRegistry;
import dev.authgate.server.storage.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Removes what has ended, in small batches, on one node at a time. Each batch is a unit of work of its own, so requests
 * go on in between; what a run does not manage, the next one does.
 */
public final class ExpirySweeper implements Consumer<Instant> {
    static final int BATCH = 500;
    private static final int MOST_BATCHES = 100;
    private static final Duration LEASE = Duration.ofMinutes(3);
    private static final String NAME = "expiry sweeper";

    private final Expired expired;
    private final Retention retention;
    private final Leases leases;
    private final MetricRegistry metrics;
    private final String holder = UUID.randomUUID().toString();

    public ExpirySweeper(Expired expired, Retention retention, Leases leases, MetricRegistry metrics) {
        this.expired = expired;
        this.retention = retention;
        this.leases = leases;
        this.metrics = metrics;
    }

    @Override
    public void accept(Instant now) {
        if (leases.take(NAME, holder, now, now.plus(LEASE))) {
            for (var kind : Expired.Kind.values()) {
                sweep(kind, retention.before(kind, now));
            }
        }
    }

    private void sweep(Expired.Kind kind, Instant before) {
        var removed = BATCH;
        for (var batch = 0; batch < MOST_BATCHES && removed == BATCH; batch++) {
            removed = expired.remove(kind, before, BATCH);
            metrics.counter("cleanup.removed." + kind.name().toLowerCase(Locale.ROOT))
                    .inc(removed);
        }
    }
}
