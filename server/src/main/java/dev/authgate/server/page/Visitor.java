package dev.authgate.server.page;

import java.util.Locale;
import java.util.regex.Pattern;

/** The person who is signed in, and the token that proves a form came from one of our pages. */
public record Visitor(String username, String csrfToken) {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    public Visitor {
        username = ClientText.shown(username, ClientText.USERNAME_LENGTH);
    }

    /** One or two letters for the mark beside the name: AM for alex.moreau. */
    public String initials() {
        var initials = new StringBuilder();
        for (String part : BETWEEN_WORDS.split(beforeTheAt(), -1)) {
            if (!part.isEmpty() && initials.codePointCount(0, initials.length()) < 2) {
                initials.appendCodePoint(part.codePointAt(0));
            }
        }
        return initials.toString().toUpperCase(Locale.ROOT);
    }

    private String beforeTheAt() {
        var at = username.indexOf('@');
        return at < 0 ? username : username.substring(0, at);
    }

    /** The token would let another site act for this person, so it stays out of logs. */
    @Override
    public String toString() {
        return "Visitor[" + username + "]";
    }
}
