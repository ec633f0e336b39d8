package dev.authgate.sdk;

import dev.authgate.sdk.store.SessionKey;
import java.time.Instant;

/**
 * What happens to a session while a program runs. No event holds a token.
 *
 * <pre>{@code
 * OAuthClient client = OAuthClient.builder(issuer, "my-cli")
 *         .listener(event -> {
 *             if (event instanceof SessionEvent.NotKept lost) {
 *                 System.err.println("Tokens could not be saved: " + lost.fault().getMessage());
 *             } else if (event instanceof SessionEvent.Ended) {
 *                 System.err.println("The session is over; sign in again.");
 *             }
 *         })
 *         .build();
 * }</pre>
 */
public sealed interface SessionEvent {
    /** Whose session. */
    SessionKey key();

    /**
     * New tokens came from the server and are kept.
     *
     * @param expiresAt when the new access token ends
     */
    record Refreshed(SessionKey key, Instant expiresAt) implements SessionEvent {}

    /**
     * A refresh did not work; it is tried again when a token is next asked for, after a short rest.
     *
     * @param fault why
     */
    record RefreshDelayed(SessionKey key, OAuthException fault) implements SessionEvent {}

    /**
     * The server gave new tokens, but the store did not keep them: they are in this process's memory alone, and with
     * its end the person has to sign in again. Saving is tried again while the process runs. Show this one to the
     * person.
     *
     * @param fault what the store said
     */
    record NotKept(SessionKey key, OAuthException fault) implements SessionEvent {}

    /** Tokens that were in memory alone are kept after all. */
    record KeptAfterAll(SessionKey key) implements SessionEvent {}

    /** The server ended the session, and its tokens are wiped: the person has to sign in again. */
    record Ended(SessionKey key) implements SessionEvent {}
}
