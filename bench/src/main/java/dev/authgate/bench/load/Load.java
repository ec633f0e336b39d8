package dev.authgate.bench.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * What shall be asked, of whom, by how many, and for how long.
 *
 * @param targets the servers; worker number n asks number n modulo their count, and goes on to the next when its own is
 *     gone
 * @param browsers one for each worker, who does one operation at a time on one connection
 * @param lead how long to go on before counting
 * @param length how long to count
 */
public record Load(
        List<InetSocketAddress> targets,
        List<Browser> browsers,
        Operation.Choice choice,
        Duration lead,
        Duration length,
        Watch watch) {
    public Load {
        targets = List.copyOf(targets);
        browsers = List.copyOf(browsers);
    }

    /** Told of what happens, between two requests: it must be quick. */
    public interface Watch {
        Watch NONE = new Watch() {};

        /** Counting begins. */
        default void begins() {}

        /** Counting ends. */
        default void ends() {}

        /** An operation has ended so long after the beginning of the window, which may be negative. */
        default void operation(long sinceBegin, boolean well) {}
    }
}
