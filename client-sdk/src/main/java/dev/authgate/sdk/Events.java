package dev.authgate.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happened in one renewal, told when it is over: a listener that asks the session sees what it was told of, and holds
 * up no other program, which it would under the store's lock.
 */
final class Events {
    private final Consumer<? super SessionEvent> listener;
    private final List<SessionEvent> happened = new ArrayList<>();

    Events(Consumer<? super SessionEvent> listener) {
        this.listener = listener;
    }

    void add(SessionEvent event) {
        happened.add(event);
    }

    /** Tells the listener, whose own faults are not the session's. */
    void tell() {
        for (var event : happened) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                System.getLogger(Session.class.getName())
                        .log(System.Logger.Level.WARNING, "The listener for session events failed", e);
            }
        }
    }
}
