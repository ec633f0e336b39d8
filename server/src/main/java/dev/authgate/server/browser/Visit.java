package dev.authgate.server.browser;

import dev.authgate.server.page.Visitor;
import dev.authgate.server.session.BrowserCookie;
import dev.authgate.server.session.SignedInUser;
import org.jspecify.annotations.Nullable;

/**
 * One request of a browser, and who is behind it.
 *
 * @param cookie what the browser sent, or an anonymous cookie made for it now
 * @param isNew whether the browser must be told of the cookie
 * @param who null when nobody is signed in
 */
public record Visit(
        BrowserCookie cookie, boolean isNew, @Nullable SignedInUser who) {
    /** Whether the form was made by this server for this browser. */
    public boolean owns(String csrfToken) {
        return cookie.csrfToken().matches(csrfToken);
    }

    /** The person as the pages name them. Only for a visit with somebody behind it. */
    public Visitor visitor() {
        if (who == null) {
            throw new IllegalStateException("Nobody is signed in");
        }
        return new Visitor(who.user().username(), cookie.csrfToken().value());
    }
}
