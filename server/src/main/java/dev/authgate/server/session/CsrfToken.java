package dev.authgate.server.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves that a form was made by this server for this browser: OWASP ASVS 3.5.1, RFC 6749 section 10.12. Made from the
 * id in the cookie, so nothing has to be stored, and the token ends with the session.
 */
public final class CsrfToken {
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    /** The tokens of the browser whose cookie holds that id. */
    public CsrfToken(String sessionId) {
        this.key = new SecretKeySpec(sessionId.getBytes(StandardCharsets.UTF_8), HMAC);
    }

    /** The token for all forms. */
    public String value() {
        return sign("csrf");
    }

    /** A token for one purpose only, such as {@code decide:} and the id of what is decided about. */
    public String ticket(String purpose) {
        return sign("ticket:" + purpose);
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

    private String sign(String label) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(label.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HMAC-SHA256", e);
        }
    }
}
