package dev.authgate.server.session;

import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.Seal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes and reads the one cookie of this server. It holds a random id and nothing else worth knowing, encrypted and
 * authenticated, so that only values made here are ever looked up.
 *
 * <p>The text is 108 characters, without a spare bit: changing any of them makes it no cookie of ours.
 */
public final class SessionCookie {
    private static final String NAME = "authgate_session";
    private static final int ID_LENGTH = 43;
    private static final int PLAIN_BYTES = 1 + Long.BYTES + ID_LENGTH;
    private static final Duration ANONYMOUS_LIFETIME = Duration.ofDays(1);
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(5);

    private final Seal seal;
    private final Duration lifetime;
    private final String name;
    private final String attributes;

    /**
     * Over https the cookie is {@code Secure} and its name begins with {@code __Host-}, so that no other host can set
     * it (RFC 6265bis section 4.1.3.2).
     */
    public SessionCookie(MasterSecret secret, URI baseUrl, SessionSettings settings) {
        var https = "https".equalsIgnoreCase(baseUrl.getScheme());
        this.seal = new Seal(secret, "authgate session cookie");
        this.lifetime = settings.lifetime();
        this.name = https ? "__Host-" + NAME : NAME;
        this.attributes = "; Path=/; HttpOnly; SameSite=Lax" + (https ? "; Secure" : "");
    }

    /** The name to look for in a request. */
    public String name() {
        return name;
    }

    /** The value of a {@code Set-Cookie} header; an anonymous cookie ends with the browser. */
    public String set(BrowserCookie cookie) {
        var maxAge = cookie.isSignedIn() ? "; Max-Age=" + lifetime.toSeconds() : "";
        return name + "=" + encode(cookie) + attributes + maxAge;
    }

    /** The value of a {@code Set-Cookie} header that removes the cookie. */
    public String clear() {
        return name + "=" + attributes + "; Max-Age=0";
    }

    private String encode(BrowserCookie cookie) {
        return seal.seal(ByteBuffer.allocate(PLAIN_BYTES)
                .put(cookie.kind().code())
                .putLong(cookie.issuedAt().getEpochSecond())
                .put(cookie.id().getBytes(StandardCharsets.US_ASCII))
                .array());
    }

    /** Reads a value that a browser sent; empty when it was not made here, or too long ago. */
    public Optional<BrowserCookie> read(String value, Instant now) {
        return seal.open(value)
                .filter(plain -> plain.length == PLAIN_BYTES)
                .flatMap(SessionCookie::decode)
                .filter(cookie -> isTimely(cookie, now));
    }

    private static Optional<BrowserCookie> decode(byte[] plain) {
        var buffer = ByteBuffer.wrap(plain);
        var kind = BrowserCookie.Kind.of(buffer.get());
        var issuedAt = Instant.ofEpochSecond(buffer.getLong());
        var id = new String(plain, buffer.position(), buffer.remaining(), StandardCharsets.US_ASCII);
        return kind.map(known -> new BrowserCookie(known, id, issuedAt));
    }

    private boolean isTimely(BrowserCookie cookie, Instant now) {
        var longest = cookie.isSignedIn() ? lifetime : ANONYMOUS_LIFETIME;
        return now.isBefore(cookie.issuedAt().plus(longest))
                && cookie.issuedAt().isBefore(now.plus(CLOCKS_DIFFER_BY));
    }
}
