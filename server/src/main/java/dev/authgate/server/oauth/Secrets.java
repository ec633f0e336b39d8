package dev.authgate.server.oauth;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * Draws the random values that nobody may guess, and the ids that sort by time: RFC 6749 section 10.10, RFC 8628 section
 * 5.2.
 */
public final class Secrets {
    private static final int BYTES = 32;

    /** Random bytes for ids, drawn many at a time: each draw takes the one lock of the operating system's source. */
    private final byte[] drawn = new byte[4096];

    private int used = drawn.length;

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
        var buffer = sixteenBytes();
        var high = (now.toEpochMilli() << 16) | 0x7000L | (buffer.getLong(0) & 0x0fffL);
        var low = (buffer.getLong(8) & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** Each byte is given once. Secrets do not come from here: what waits in memory might be read before it is used. */
    private synchronized ByteBuffer sixteenBytes() {
        if (used == drawn.length) {
            random.nextBytes(drawn);
            used = 0;
        }
        used += 16;
        return ByteBuffer.wrap(Arrays.copyOfRange(drawn, used - 16, used));
    }
}
