package dev.authgate.sdk;

import java.time.Duration;

/**
 * What happens while a sign-in waits. None of it holds a secret; all of it may be shown.
 *
 * <pre>{@code
 * login.onEvent(event -> {
 *     if (event instanceof LoginEvent.Waiting waiting) {
 *         System.err.println("Waiting, " + waiting.remaining().toMinutes() + " min left");
 *     } else if (event instanceof LoginEvent.Retrying retrying) {
 *         System.err.println(retrying.reason().getMessage() + "; next try in " + retrying.in().toSeconds() + " s");
 *     }
 * });
 * }</pre>
 */
public sealed interface LoginEvent {
    /** How long the code is still good. */
    Duration remaining();

    /**
     * The person has not decided yet. Comes about once a second between polls; while a server holds a poll there is none,
     * so a smooth countdown goes by {@link DevicePrompt#expiresAt()}.
     *
     * @param remaining how long the code is still good
     */
    record Waiting(Duration remaining) implements LoginEvent {}

    /**
     * The server asked for more time between polls (RFC 8628 section 3.5, {@code slow_down}).
     *
     * @param interval the pause from now on
     * @param remaining how long the code is still good
     */
    record SlowedDown(Duration interval, Duration remaining) implements LoginEvent {}

    /**
     * A poll failed in a way that passes; the sign-in goes on.
     *
     * @param reason what went wrong, with a code and a hint
     * @param in how long until the next try
     * @param remaining how long the code is still good
     */
    record Retrying(OAuthException reason, Duration in, Duration remaining) implements LoginEvent {}
}
