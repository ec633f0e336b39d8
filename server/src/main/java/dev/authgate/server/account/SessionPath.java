package dev.authgate.server.account;

import dev.authgate.server.account.OwnGrants.Action;
import java.util.List;
import java.util.Optional;

/**
 * A path below the list of sessions: {@code {id}/{action}}.
 *
 * @param id letters, digits and hyphens; whether there is such a grant is another question
 */
record SessionPath(String id, Action action) {
    static final String LIST = "/account/sessions";
    private static final int LONGEST_ID = 64;

    /** The path, unless it is none of ours. */
    static Optional<SessionPath> parse(String path) {
        if (!path.startsWith(LIST + "/")) {
            return Optional.empty();
        }
        var parts = List.of(path.substring(LIST.length() + 1).split("/", -1));
        return parts.size() == 2 && isId(parts.get(0))
                ? action(parts.get(1)).map(action -> new SessionPath(parts.get(0), action))
                : Optional.empty();
    }

    /** Whether this can be an id at all: a database need not see anything else. */
    static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_ID && text.chars().allMatch(SessionPath::isIdLetter);
    }

    private static boolean isIdLetter(int letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '-';
    }

    private static Optional<Action> action(String word) {
        return switch (word) {
            case "revoke" -> Optional.of(Action.REVOKE);
            case "disable" -> Optional.of(Action.DISABLE);
            case "enable" -> Optional.of(Action.ENABLE);
            case "disown" -> Optional.of(Action.DISOWN);
            default -> Optional.empty();
        };
    }
}
