package dev.authgate.server.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.authgate.server.token.Grants.Position;
import java.time.Instant;
import java.util.Base64;

/**
 * A place in the list of sessions as a link carries it. It holds nothing secret and opens nothing: whatever somebody makes
 * of it, the list is still their own.
 */
final class ListPlace {
    private static final int LONGEST = 160;

    private ListPlace() {}

    /** The place as text for a link. */
    static String text(Position place) {
        var plain = place.createdAt().toEpochMilli() + " " + place.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(US_ASCII));
    }

    /** The place that a link names; the start of the list when it names none. */
    static Position parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Position.newest();
        }
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), US_ASCII);
            var space = plain.indexOf(' ');
            var id = plain.substring(space + 1);
            return space > 0 && SessionPath.isId(id)
                    ? new Position(Instant.ofEpochMilli(Long.parseLong(plain.substring(0, space))), id)
                    : Position.newest();
        } catch (IllegalArgumentException e) {
            return Position.newest();
        }
    }
}
