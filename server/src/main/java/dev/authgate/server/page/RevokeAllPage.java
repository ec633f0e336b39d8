package dev.authgate.server.page;

import java.util.List;

/**
 * Asks before everything ends.
 *
 * @param endings what would end, newest first, as far as it is named
 * @param count how many would end in all
 */
public record RevokeAllPage(Visitor visitor, List<Ending> endings, int count) implements Page {
    public RevokeAllPage {
        endings = List.copyOf(endings);
    }

    /** One that would end. */
    public record Ending(NamedDevice device, SessionCard.Status status) {}

    /** How many would end that are not named. */
    public int unnamed() {
        return Math.max(0, count - endings.size());
    }

    @Override
    public String template() {
        return "revoke-all.ftlh";
    }
}
