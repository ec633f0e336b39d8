package dev.authgate.bench.load;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Codes or tokens that wait for their next use, first in, first out. For one thread. */
public final class Pool {
    private final Queue<Ticket> waiting = new ArrayDeque<>();
    private final int atMost;

    /** What is given beyond so many is dropped. */
    public Pool(int atMost) {
        this.atMost = atMost;
    }

    /**
     * Values that belong together.
     *
     * @param due the moment, in nanoseconds, before which they must not be used
     */
    public record Ticket(Map<String, String> values, long due) {
        public Ticket {
            values = Map.copyOf(values);
        }
    }

    void give(Ticket ticket) {
        if (waiting.size() < atMost) {
            waiting.add(ticket);
        }
    }

    @Nullable
    Ticket take() {
        return waiting.poll();
    }

    public int size() {
        return waiting.size();
    }
}
