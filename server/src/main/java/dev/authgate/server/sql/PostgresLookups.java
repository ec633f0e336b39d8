package dev.authgate.server.sql;

import static java.util.stream.Collectors.groupingBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Looks rows up for all who ask at the same moment with one statement, because on PostgreSQL a round trip costs more than
 * the row. Nobody waits for company: who comes while a turn is free asks at once, for all who wait by then; who comes
 * later asks next, or is asked for. Each row is read after its question came, so nobody is told what was true before.
 */
final class PostgresLookups {
    private static final int LARGEST_BATCH = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Lends a connection for as long as the argument runs. */
    @FunctionalInterface
    interface Lending {
        void lend(Use use);
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Use {
        void of(Connection connection) throws SQLException;
    }

    private final Queue<Asked<?>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore turns;
    private final Lending borrowing;

    /**
     * Makes the meeting place.
     *
     * @param turns how many may ask at the same time
     * @param borrowing lends a connection for as long as its argument runs; there must be one for each turn
     */
    PostgresLookups(int turns, Lending borrowing) {
        this.turns = new Semaphore(turns);
        this.borrowing = borrowing;
    }

    /**
     * The row of these keys, if there is one.
     *
     * @throws dev.authgate.server.storage.StorageUnavailable when it takes too long
     */
    <T> Optional<T> find(Lookup<T> lookup, String... keys) {
        var asked = new Asked<>(lookup, keys);
        waiting.add(asked);
        try {
            await(asked);
        } catch (RuntimeException e) {
            leave(asked);
            throw e;
        }
        return asked.row();
    }

    /** How many wait for a turn, for tests. */
    int waiting() {
        return waiting.size();
    }

    private void await(Asked<?> asked) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!asked.hasEnded()) {
            if (asked.isWaiting() && turns.tryAcquire()) {
                takeTurn();
            } else {
                asked.pause(deadline);
            }
        }
    }

    private void takeTurn() {
        try {
            askForAll();
        } finally {
            turns.release();
        }
        // Whoever came meanwhile found no turn free, and sleeps.
        wakeFirst();
    }

    /** Whoever leaves may be the one who was to ask for the others. */
    private void leave(Asked<?> asked) {
        asked.giveUp();
        waiting.remove(asked);
        wakeFirst();
    }

    private void wakeFirst() {
        var first = waiting.peek();
        if (first != null) {
            first.wake();
        }
    }

    private void askForAll() {
        var batch = takeSome();
        if (batch.isEmpty()) {
            return;
        }
        try {
            borrowing.lend(connection -> ask(connection, batch));
        } catch (RuntimeException | Error failure) {
            batch.forEach(asked -> asked.fail(failure));
        }
    }

    private List<Asked<?>> takeSome() {
        var batch = new ArrayList<Asked<?>>();
        for (var next = waiting.poll(); next != null; next = batch.size() < LARGEST_BATCH ? waiting.poll() : null) {
            if (next.take()) {
                batch.add(next);
            }
        }
        return batch;
    }

    private static void ask(Connection connection, List<Asked<?>> batch) throws SQLException {
        var sameQuestion = batch.stream().collect(groupingBy(Asked::lookup, LinkedHashMap::new, Collectors.toList()));
        for (var question : sameQuestion.entrySet()) {
            question.getKey().all(connection, question.getValue());
        }
    }
}
