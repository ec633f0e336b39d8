package dev.authgate.server.page;

import java.util.Locale;

/** The person who is signed in, and the token that proves a form came from one of our pages. */
public record Visitor(String username, String csrfToken) {
    public Visitor {
        username = ClientText.shown(username, ClientText.USERNAME_LENGTH);
    }

    /** One or two letters for the mark beside the name: AM for alex.moreau. */
    public String initials() {
        var initials = new StringBuilder();
        for (String part : username.replaceFirst("@.*", "").split("[^\\p{L}\\p{N}]+", -1)) {
            if (!part.isEmpty() && initials.codePointCount(0, initials.length()) < 2) {
                initials.appendCodePoint(part.codePointAt(0));
            }
        }
        return initials.toString().toUpperCase(Locale.ROOT);
    }

    /** The token would let another site act for this person, so it stays out of logs. */
    @Override
    public String toString() {
        return "Visitor[" + username + "]";
    }
}
