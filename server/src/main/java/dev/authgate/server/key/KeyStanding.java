package dev.authgate.server.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a key stands at a moment; nothing of the key itself.
 *
 * @param id the {@code kid}
 * @param since from when it has been in this state; null when nothing keeps that
 * @param until to when it will be, as far as that is known
 */
public record KeyStanding(
        String id,
        SigningAlgorithm algorithm,
        State state,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** The states, in the order in which a key goes through them. */
    public enum State {
        /** Others may have it already; it signs nothing yet. */
        PUBLISHED,
        /** New tokens are signed with it. */
        SIGNING,
        /** Its tokens still count. */
        VERIFYING,
        /** Its last token has expired. */
        ENDED,
        /** Thrown out in an emergency. */
        RETIRED
    }
}
