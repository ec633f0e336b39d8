package dev.authgate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6265: the cookies of a browser")
class BrowserTest {
    private final Browser browser = new Browser(Map.of());

    @Test
    void are_kept_replaced_and_taken_away() {
        browser.keepCookies("HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=\"2\";HttpOnly");
        browser.keepCookies("HTTP/1.1 200 OK\r\nSet-Cookie: a=3");
        browser.keepCookies("HTTP/1.1 200 OK\r\nSet-Cookie: b=;Version=1;Max-Age=0");

        assertThat(browser.cookieHeader()).isEqualTo("a=3");
    }

    @Test
    void stay_when_nothing_is_said_of_them() {
        browser.keepCookies("HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Max-Age=60");

        browser.keepCookies("HTTP/1.1 200 OK\r\nX-Set-Cookie: c=1");

        assertThat(browser.cookieHeader()).isEqualTo("a=1");
    }
}
