package dev.authgate.sdk;

import java.util.function.Consumer;

/** Tells a listener, whose own faults are not the session's. */
record Events(Consumer<? super SessionEvent> listener) {
    void tell(SessionEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            System.getLogger(Session.class.getName())
                    .log(System.Logger.Level.WARNING, "The listener for session events failed", e);
        }
    }
}
