package dev.authgate.server.service;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a service alone that has failed again and again, so that nobody waits for it in vain. After a pause one call may
 * try; each trial that fails makes the pause longer.
 */
final class Circuit {
    static final int FAILURES = 5;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);

    private final String name;
    private final LongSupplier nanos;
    private int failures;
    private boolean open;
    private boolean trying;
    private long openUntil;
    private Duration pause = FIRST_PAUSE;

    /**
     * Makes a closed circuit.
     *
     * @param name of the service, for the log
     * @param nanos a clock that nobody sets, such as {@link System#nanoTime}
     */
    Circuit(String name, LongSupplier nanos) {
        this.name = name;
        this.nanos = nanos;
    }

    /** A call that was let through. */
    record Pass(boolean trial) {}

    /**
     * Lets a call through.
     *
     * @throws ServiceFailure when the service is left alone
     */
    synchronized Pass admit() {
        if (!open) {
            return new Pass(false);
        }
        var left = trying ? Duration.ofSeconds(1) : Duration.ofNanos(openUntil - nanos.getAsLong());
        if (trying || !left.minusNanos(1).isNegative()) {
            throw new ServiceFailure(ServiceFailure.Kind.LEFT_ALONE, "has failed repeatedly and is left alone", left);
        }
        trying = true;
        return new Pass(true);
    }

    synchronized void succeeded() {
        if (open) {
            LOG.info("The {} answers again", name);
        }
        failures = 0;
        open = false;
        trying = false;
        pause = FIRST_PAUSE;
    }

    /** A call failed; one that began before the circuit opened tells nothing new. */
    synchronized void failed(Pass pass) {
        if (pass.trial()) {
            trying = false;
            pause = Optional.of(pause.multipliedBy(2))
                    .filter(longer -> longer.compareTo(LONGEST_PAUSE) < 0)
                    .orElse(LONGEST_PAUSE);
            open();
        } else if (!open) {
            failures++;
            if (failures >= FAILURES) {
                open();
            }
        }
    }

    private void open() {
        open = true;
        openUntil = nanos.getAsLong() + pause.toNanos();
        LOG.warn("The {} has failed repeatedly, and is left alone for {} s", name, pause.toSeconds());
    }

    synchronized boolean isOpen() {
        return open;
    }
}
