package dev.authgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OWASP ASVS 3.4: browser security headers")
class SecurityHeadersTest {
    private static Map<String, String> headers(boolean https) {
        var headers = new HashMap<String, String>();
        new SecurityHeaders(https).addTo(headers::put);
        return headers;
    }

    @Test
    void let_pages_load_nothing_but_their_own_style_and_images() {
        assertThat(headers(true).get("Content-Security-Policy"))
                .contains("default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'")
                .contains("base-uri 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void keep_pages_out_of_frames_caches_and_referrers() {
        assertThat(headers(true))
                .containsEntry("X-Frame-Options", "DENY")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Pragma", "no-cache")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("X-Content-Type-Options", "nosniff");
    }

    @Test
    void tell_browsers_to_come_by_https_only_where_there_is_https() {
        assertThat(headers(true)).containsEntry("Strict-Transport-Security", "max-age=31536000");
        assertThat(headers(false)).doesNotContainKey("Strict-Transport-Security");
    }
}
