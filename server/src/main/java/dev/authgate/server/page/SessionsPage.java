package dev.authgate.server.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the visitor has allowed: one card per grant, newest first.
 *
 * @param notice what happened just now; null when the visitor only looks
 */
public record SessionsPage(
        Visitor visitor, Cards list, @Nullable SessionNotice notice) implements Page {
    /**
     * One page of the list.
     *
     * @param after after which place it begins; null for the newest
     * @param older after which place the next one begins; null when this is the last
     */
    public record Cards(
            List<SessionCard> cards,
            @Nullable String after,
            @Nullable String older) {
        public Cards {
            cards = List.copyOf(cards);
        }
    }

    @Override
    public String template() {
        return list.cards().isEmpty() ? "sessions-empty.ftlh" : "sessions.ftlh";
    }
}
