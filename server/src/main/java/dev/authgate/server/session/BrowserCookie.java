package dev.authgate.server.session;

import dev.authgate.server.oauth.Secrets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the session cookie says.
 *
 * @param id 256 random bits as 43 characters of base64url; for a signed-in browser, the hash of it is the session's row
 * @param issuedAt in whole seconds
 */
public record BrowserCookie(Kind kind, String id, Instant issuedAt) {
    /** Whether somebody has signed in with this browser. */
    public enum Kind {
        /** Binds the sign-in form to the browser, so that nobody can be signed in as somebody else (login CSRF). */
        ANONYMOUS((byte) 'a'),
        SIGNED_IN((byte) 's');

        private final byte code;

        Kind(byte code) {
            this.code = code;
        }

        byte code() {
            return code;
        }

        static Optional<Kind> of(byte code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }

    public BrowserCookie {
        issuedAt = Instant.ofEpochSecond(issuedAt.getEpochSecond());
    }

    /** For a browser that has no cookie yet. */
    public static BrowserCookie anonymous(Secrets secrets, Instant now) {
        return new BrowserCookie(Kind.ANONYMOUS, secrets.next(), now);
    }

    /** For a browser that has just been signed in. */
    public static BrowserCookie signedIn(StartedSession started) {
        return new BrowserCookie(
                Kind.SIGNED_IN, started.sessionId(), started.session().signedInAt());
    }

    public boolean isSignedIn() {
        return kind == Kind.SIGNED_IN;
    }

    /** What the forms of this browser carry. */
    public CsrfToken csrfToken() {
        return new CsrfToken(id);
    }

    /** Never shows the id. */
    @Override
    public String toString() {
        return "BrowserCookie[" + kind + "]";
    }
}
