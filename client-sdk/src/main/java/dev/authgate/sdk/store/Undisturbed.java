package dev.authgate.sdk.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Files are read and written whole even by a thread that is interrupted: the JDK would close the channel half way, and a
 * half-written save or a lost lock is worse than a moment's delay. The interrupt is set again afterwards.
 */
final class Undisturbed {
    private Undisturbed() {}

    /** Reading or writing that can be begun again. */
    @FunctionalInterface
    interface Io<T> {
        T run() throws IOException;
    }

    static <T> T run(Io<T> io) throws IOException {
        var interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return io.run();
                } catch (ClosedByInterruptException e) {
                    interrupted = Thread.interrupted() || interrupted;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
