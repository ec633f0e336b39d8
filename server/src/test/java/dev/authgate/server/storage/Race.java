package dev.authgate.server.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many threads that do the same thing at the same moment. */
public final class Race {
    public static final int RUNNERS = 32;

    private Race() {}

    /** Lets all runners go at once and returns what each of them got. */
    public static <T> List<T> run(IntFunction<T> runner) throws InterruptedException, ExecutionException {
        var barrier = new CyclicBarrier(RUNNERS);
        var threads = Executors.newFixedThreadPool(RUNNERS);
        try {
            var outcomes = new ArrayList<Future<T>>();
            for (var i = 0; i < RUNNERS; i++) {
                var number = i;
                Callable<T> atOnce = () -> {
                    barrier.await();
                    return runner.apply(number);
                };
                outcomes.add(threads.submit(atOnce));
            }
            var results = new ArrayList<T>();
            for (var outcome : outcomes) {
                results.add(outcome.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
