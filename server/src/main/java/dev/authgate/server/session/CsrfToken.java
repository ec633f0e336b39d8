package dev.authgate.server.session;

import dev.authgate.server.oauth.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Proves that a form was made by this server for this browser: OWASP ASVS 3.5.1, RFC 6749 section 10.12. Made from the
 * id in the cookie, so nothing has to be stored, and the token ends with the session.
 */
public final class CsrfToken {
    private final Hmac hmac;

    /** The tokens of the browser whose cookie holds that id. */
    public CsrfToken(String sessionId) {
        this.hmac = new Hmac(sessionId);
    }

    /** The token for all forms. */
    public String value() {
        return hmac.of("csrf");
    }

    /** A token for one purpose only, such as {@code decide:} and the id of what is decided about. */
    public String ticket(String purpose) {
        return hmac.of("ticket:" + purpose);
    }

    /** Compares in constant time. */
    public boolean matches(String presented) {
        return same(value(), presented);
    }

    /** Compares in constant time. */
    public boolean matchesTicket(String purpose, String presented) {
        return same(ticket(purpose), presented);
    }

    private static boolean same(String expected, String presented) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }
}
