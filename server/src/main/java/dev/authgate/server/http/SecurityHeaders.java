package dev.authgate.server.http;

import jakarta.servlet.http.HttpServletResponse;

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

    void addTo(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (https) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
