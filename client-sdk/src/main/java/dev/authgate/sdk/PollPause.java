package dev.authgate.sdk;

import dev.authgate.sdk.internal.Cancellation;
import java.time.Duration;
import java.util.function.Consumer;

/** Waits between polls, and wakes for the cord, for the deadline, and when the machine has slept. */
final class PollPause {
    /** A program that shows a countdown hears of the wait so often. */
    private static final Duration TICK = Duration.ofSeconds(1);

    /** When the time of day is so far ahead of the other clock, the machine has slept. */
    private static final Duration SLEPT = Duration.ofSeconds(30);

    private final TimeSource time;
    private final Deadline deadline;
    private final Cancellation cancellation;
    private final Consumer<? super LoginEvent> listener;

    /** Why a pause ended. */
    enum End {
        OVER,
        EXPIRED,
        CANCELLED
    }

    PollPause(TimeSource time, Deadline deadline, Cancellation cancellation, Consumer<? super LoginEvent> listener) {
        this.time = time;
        this.deadline = deadline;
        this.cancellation = cancellation;
        this.listener = listener;
    }

    /** Waits so long, and not beyond the deadline: a pause that would end after it ends with it. */
    End pause(Duration pause) throws InterruptedException {
        var start = Deadline.start(time);
        while (true) {
            var left = deadline.left(time);
            var rest = pause.minus(since(start));
            if (cancellation.isPulled()) {
                return End.CANCELLED;
            }
            if (!isPositive(left)) {
                return End.EXPIRED;
            }
            if (!isPositive(rest)) {
                return End.OVER;
            }
            listener.accept(new LoginEvent.Waiting(left));
            time.await(cancellation.latch(), shortest(rest, left));
        }
    }

    /** What has passed, with the time that a machine slept, which the forward clock does not count everywhere. */
    private Duration since(Deadline start) {
        var awake = start.left(time).negated();
        var passed = Duration.between(start.timeOfDay(), time.now());
        return passed.minus(awake).compareTo(SLEPT) > 0 ? passed : awake;
    }

    private static Duration shortest(Duration rest, Duration left) {
        var shorter = rest.compareTo(left) < 0 ? rest : left;
        return shorter.compareTo(TICK) < 0 ? shorter : TICK;
    }

    private static boolean isPositive(Duration time) {
        return !time.isNegative() && !time.isZero();
    }
}
