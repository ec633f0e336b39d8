package dev.authgate.server.http;

import java.util.function.BiConsumer;

/** The headers that every response carries (OWASP ASVS 3.4). An endpoint may only relax caching, and only for files. */
public final class SecurityHeaders {
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";

    private final boolean https;

    /**
     * Makes the headers.
     *
     * @param https whether BASE_URL is https, so that browsers may be told never to come without it
     */
    public SecurityHeaders(boolean https) {
        this.https = https;
    }

    /** Hands each header, name first, to what sets it. */
    void addTo(BiConsumer<String, String> response) {
        response.accept("Cache-Control", "no-store");
        response.accept("Pragma", "no-cache");
        response.accept("Content-Security-Policy", POLICY);
        response.accept("X-Content-Type-Options", "nosniff");
        response.accept("X-Frame-Options", "DENY");
        response.accept("Referrer-Policy", "no-referrer");
        response.accept("Cross-Origin-Opener-Policy", "same-origin");
        response.accept("Cross-Origin-Resource-Policy", "same-origin");
        response.accept("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (https) {
            response.accept("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
