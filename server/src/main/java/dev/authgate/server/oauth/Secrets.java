package dev.authgate.server.oauth;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Draws the random values that nobody may guess, and the ids that sort by time: RFC 6749 section 10.10, RFC 8628 section
 * 5.2.
 */
public final class Secrets {
    private static final int BYTES = 32;

    private final SecureRandom random;

    public Secrets() {
        this(new SecureRandom());
    }

    public Secrets(SecureRandom random) {
        this.random = random;
    }

    /** 256 random bits as 43 characters of base64url. */
    public String next() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A whole number from zero to {@code bound}, exclusive, each as likely as the other. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A UUID of version 7 (RFC 9562 section 5.7): it begins with the time, so that new rows lie side by side. */
    public String nextId(Instant now) {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        var buffer = ByteBuffer.wrap(bytes);
        var high = (now.toEpochMilli() << 16) | 0x7000L | (buffer.getLong(0) & 0x0fffL);
        var low = (buffer.getLong(8) & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
