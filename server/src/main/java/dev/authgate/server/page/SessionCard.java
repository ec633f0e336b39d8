package dev.authgate.server.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One grant in the list of sessions. It holds no token, and nothing that leads to one.
 *
 * @param id names the grant in the card's forms
 */
public record SessionCard(
        String id,
        NamedDevice device,
        String clientId,
        List<Permission> permissions,
        Use authorized,
        Use lastUsed,
        Instant expiresAt,
        Status status) {

    public SessionCard {
        clientId = ClientText.shown(clientId, ClientText.IDENTIFIER_LENGTH);
        permissions = List.copyOf(permissions);
    }

    /** When something was done, and from where; null when that is not known. */
    public record Use(Instant at, @Nullable String address) {
        public Use {
            address = ClientText.shownOrNull(address, ClientText.IDENTIFIER_LENGTH);
        }
    }

    /** Where a grant stands, in the visitor's words. */
    public enum Status {
        ACTIVE("Active", "joined"),
        DISABLED("Disabled", "waiting"),
        EXPIRED("Expired", "apart");

        private final String word;
        private final String latch;

        Status(String word, String latch) {
            this.word = word;
            this.latch = latch;
        }

        public String word() {
            return word;
        }

        /** How the two halves of the card stand to each other. */
        public String latch() {
            return latch;
        }

        /** Whether the device can still come back. */
        public boolean lasts() {
            return this != EXPIRED;
        }
    }
}
