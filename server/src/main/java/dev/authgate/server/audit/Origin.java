package dev.authgate.server.audit;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from.
 *
 * @param address the IP address of the asker, proxies looked through when they are trusted; {@code local} for a command
 * @param userAgent what the asker says it is, shortened; unverified
 * @param requestId the value of {@code X-Request-Id}
 */
public record Origin(String address, @Nullable String userAgent, String requestId) {
    /** The operator at the command line, or the server itself. */
    public static Origin local() {
        return new Origin("local", null, "local");
    }
}
