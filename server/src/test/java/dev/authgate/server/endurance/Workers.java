package dev.authgate.server.endurance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that begin at the same moment. */
final class Workers implements AutoCloseable {
    private final int count;
    private final ExecutorService threads;

    Workers(int count) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(count);
    }

    /** What worker number so-and-so does. */
    interface Work<T> {
        T run(int worker) throws Exception;
    }

    /** Sets all workers to work without waiting for them. */
    <T> List<Future<T>> begin(Work<T> work) {
        var barrier = new CyclicBarrier(count);
        var results = new ArrayList<Future<T>>();
        for (var i = 0; i < count; i++) {
            var worker = i;
            Callable<T> atOnce = () -> {
                barrier.await();
                return work.run(worker);
            };
            results.add(threads.submit(atOnce));
        }
        return results;
    }

    /** Has all workers work, and returns what each of them got. */
    <T> List<T> run(Work<T> work) throws InterruptedException, ExecutionException {
        return results(begin(work));
    }

    static <T> List<T> results(List<Future<T>> begun) throws InterruptedException, ExecutionException {
        var results = new ArrayList<T>();
        for (var one : begun) {
            results.add(one.get());
        }
        return results;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
