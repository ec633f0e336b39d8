package dev.authgate.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How often which answer came in a window of time, and how long it took. */
public final class Tally {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);

    private final Histogram operations = new Histogram(LONGEST, 3);
    private final Histogram requests = new Histogram(LONGEST, 3);
    private final Map<String, Long> failures = new TreeMap<>();
    private long windowNanos;
    private long waits;

    void operation(long nanos) {
        operations.recordValue(Math.min(nanos, LONGEST));
    }

    void request(long nanos) {
        requests.recordValue(Math.min(nanos, LONGEST));
    }

    void failure(String outcome) {
        failures.merge(outcome, 1L, Long::sum);
    }

    void waited() {
        waits++;
    }

    void close(long nanos) {
        windowNanos = nanos;
    }

    /** Whole operations that went well, and the time of each. */
    public Histogram operations() {
        return operations;
    }

    /** Single requests that were answered as expected. */
    public Histogram requests() {
        return requests;
    }

    /** What came instead, and how often. */
    public Map<String, Long> failures() {
        return failures;
    }

    public double seconds() {
        return windowNanos / 1e9;
    }

    /** How often a worker had nothing to do, because no code was due. */
    public long waits() {
        return waits;
    }
}
