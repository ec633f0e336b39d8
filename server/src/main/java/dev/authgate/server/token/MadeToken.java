package dev.authgate.server.token;

import java.time.Duration;

/**
 * An access token as its maker gave it.
 *
 * @param type RFC 6749 section 7.1: how it is used, {@code Bearer} with few exceptions
 * @param lifetime how long it lasts from now on
 */
public record MadeToken(String text, String type, Duration lifetime, TokenMaker maker) {
    /** What this server makes. */
    public static final String BEARER = "Bearer";

    /** Never shows the token. */
    @Override
    public String toString() {
        return "MadeToken[" + type + ", " + lifetime + ", " + maker + "]";
    }
}
