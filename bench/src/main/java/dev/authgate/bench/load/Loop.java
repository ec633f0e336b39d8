package dev.authgate.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs all workers in one thread, which costs far less than the server that they ask.
 *
 * <p>Each worker asks again as soon as it is answered, so a server that stalls is asked less while it does: the
 * latencies tell what so many callers see, not what callers would see who come at their own pace.
 */
public final class Loop {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_ROUND = TimeUnit.SECONDS.toNanos(1);
    private static final long REST = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_SLEEP_MILLIS = 20;

    private final Load load;
    private final Selector selector;
    private final Tally tally = new Tally();
    private final Failures failures = new Failures();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparingLong(Waiting::due));
    private final List<Worker> workers = new ArrayList<>();
    private final long windowBegin;
    private final long windowEnd;
    private int active;
    private Phase phase = Phase.LEAD;

    private enum Phase {
        LEAD,
        WINDOW,
        OVER
    }

    private record Waiting(long due, Worker worker, boolean chosen) {}

    private Loop(Load load, Selector selector) {
        this.load = load;
        this.selector = selector;
        this.windowBegin = System.nanoTime() + load.lead().toNanos();
        this.windowEnd = windowBegin + load.length().toNanos();
    }

    /** Does as told, and returns what came of it. */
    public static Tally run(Load load) throws IOException {
        try (var selector = Selector.open()) {
            return new Loop(load, selector).run();
        }
    }

    private Tally run() throws IOException {
        for (var i = 0; i < load.browsers().size(); i++) {
            workers.add(new Worker(this, load.browsers().get(i), i));
        }
        active = workers.size();
        workers.forEach(worker -> worker.next(System.nanoTime()));
        var lookRound = System.nanoTime() + LOOK_ROUND;
        while (active > 0) {
            var now = System.nanoTime();
            turn(now);
            wake(now);
            selector.select(this::ready, sleep(now));
            if (now > lookRound) {
                workers.forEach(worker -> worker.giveUpAfter(PATIENCE, now));
                lookRound = now + LOOK_ROUND;
            }
        }
        endWindow(System.nanoTime());
        failures.print();
        return tally;
    }

    private void turn(long now) {
        if (phase == Phase.LEAD && now >= windowBegin) {
            phase = Phase.WINDOW;
            load.watch().begins();
        }
        if (now >= windowEnd) {
            endWindow(now);
        }
    }

    private void endWindow(long now) {
        if (phase == Phase.WINDOW) {
            load.watch().ends();
            tally.close(Math.min(now, windowEnd) - windowBegin);
        }
        phase = Phase.OVER;
    }

    private void wake(long now) {
        for (var first = waiting.peek(); first != null && first.due() <= now; first = waiting.peek()) {
            waiting.remove();
            if (isOver(now) && first.chosen()) {
                first.worker().finishUnbegun(now);
            } else if (isOver(now)) {
                first.worker().finish();
            } else if (first.chosen()) {
                first.worker().begin(now);
            } else {
                first.worker().next(now);
            }
        }
    }

    private long sleep(long now) {
        var first = waiting.peek();
        if (first == null) {
            return LONGEST_SLEEP_MILLIS;
        }
        return Math.max(1, Math.min(LONGEST_SLEEP_MILLIS, TimeUnit.NANOSECONDS.toMillis(first.due() - now)));
    }

    private void ready(SelectionKey key) {
        ((Worker) key.attachment()).ready(System.nanoTime());
    }

    @Nullable
    Operation choose() {
        return isOver(System.nanoTime()) ? null : load.choice().next();
    }

    boolean isOver(long now) {
        return phase == Phase.OVER || now >= windowEnd;
    }

    void waitUntil(long due, Worker worker) {
        if (phase == Phase.WINDOW) {
            tally.waited();
        }
        waiting.add(new Waiting(due, worker, true));
    }

    void restLater(Worker worker) {
        waiting.add(new Waiting(System.nanoTime() + REST, worker, false));
    }

    Connection connect(int target, Worker worker) throws IOException {
        var targets = load.targets();
        InetSocketAddress address = targets.get(Math.floorMod(target, targets.size()));
        return Connection.open(address, selector, worker);
    }

    void requestDone(long nanos) {
        if (phase == Phase.WINDOW) {
            tally.request(nanos);
        }
    }

    void operationDone(long nanos, long now) {
        load.watch().operation(now - windowBegin, true);
        if (phase == Phase.WINDOW) {
            tally.operation(nanos);
        }
    }

    void failed(Step step, String outcome, String answer, long now) {
        load.watch().operation(now - windowBegin, false);
        failures.note(step, outcome, answer);
        if (phase == Phase.WINDOW) {
            tally.failure(outcome);
        }
    }

    void finished() {
        active--;
    }
}
