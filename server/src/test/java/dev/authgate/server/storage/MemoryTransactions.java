package dev.authgate.server.storage;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One unit of work after the other; what is thrown undoes the work in the stores named to the constructor. */
public final class MemoryTransactions implements Transactions {
    private final ReentrantLock turn = new ReentrantLock();
    private final List<Rewindable> stores;

    public MemoryTransactions(Rewindable... stores) {
        this.stores = List.of(stores);
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        turn.lock();
        try {
            return turn.getHoldCount() > 1 ? work.get() : undoneWhenThrown(work);
        } finally {
            turn.unlock();
        }
    }

    private <T> T undoneWhenThrown(Supplier<T> work) {
        var before = stores.stream().map(Rewindable::remember).toList();
        var done = false;
        try {
            var result = work.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                before.forEach(Runnable::run);
            }
        }
    }
}
