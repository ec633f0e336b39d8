package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.BASE_URL;
import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requirements 1.15: the HTTP level (RFC 9110, RFC 9112)")
class HttpLevelTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.unlimited();

    private static String deviceRequest(String headers) {
        var body = "client_id=" + TV;
        return "POST /oauth/device/code HTTP/1.1\r\n" + headers + FORM + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static void assertServed() {
        APP.http().get("/health/live").json(200);
    }

    @Test
    @Tag("HT-01")
    void links_come_from_base_url_whatever_host_says() {
        var answer = APP.wire().ask(deviceRequest("Host: evil.example\r\nConnection: close\r\n"));

        assertThat(answer.json(200).text("verification_uri")).isEqualTo(BASE_URL + "/device");
    }

    @Test
    @Tag("HT-02")
    void forwarding_headers_of_a_peer_that_is_no_trusted_proxy_are_ignored() {
        var codes = new OAuth(APP.http()
                        .with(
                                "X-Forwarded-Host",
                                "evil.example",
                                "X-Forwarded-For",
                                "203.0.113.99",
                                "X-Forwarded-Proto",
                                "https",
                                "Forwarded",
                                "for=203.0.113.99;host=evil.example",
                                "X-Original-Host",
                                "evil.example"))
                .device("client_id", TV)
                .json(200);

        assertThat(codes.body()).doesNotContain("evil.example");
        assertThat(APP.query("SELECT address FROM device_authorizations")).doesNotContain("203.0.113.99");
    }

    @Test
    @Tag("HT-03")
    @Tag("HT-04")
    void heads_that_are_too_large_are_refused() {
        var wire = APP.wire();

        assertThat(wire.ask("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(256 * 1024) + "\r\n\r\n")
                        .status())
                .isEqualTo(431);
        assertThat(wire.ask("GET /" + "a".repeat(64 * 1024) + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .status())
                .isEqualTo(414);
        assertServed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 3x\r\n\r\nabc",
                "Content-Length: 1,1\r\n\r\na",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5;\n\r\nabcde\r\n0\r\n\r\n",
                "Transfer-Encoding: gzip\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"
            })
    @Tag("HT-05")
    @Tag("HT-06")
    void a_body_whose_end_is_in_doubt_is_refused_once_and_the_connection_closed(String framing) {
        var smuggled = "GET /login HTTP/1.1\r\nHost: a\r\n\r\n";

        var answers = APP.wire().replies("POST /oauth/token HTTP/1.1\r\nHost: a\r\n" + FORM + framing + smuggled);

        assertThat(answers).hasSizeLessThanOrEqualTo(1);
        assertThat(answers).allMatch(answer -> answer.status() >= 400 && answer.status() < 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a\r\nHost: b\r\n", "Host: a b\r\n", "Host: a@b\r\n"})
    @Tag("HT-07")
    void one_good_host_is_needed(String host) {
        assertThat(APP.wire()
                        .ask("GET /health HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                "GET\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nno colon here\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nBad\u0000Name: b\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    @Tag("HT-08")
    void what_is_not_http_is_refused_or_closed_and_the_server_goes_on(String garbage) {
        assertThat(APP.wire().replies(garbage)).allMatch(answer -> answer.status() >= 400 && answer.status() < 500);
        assertServed();
    }

    @Test
    @Tag("HT-08")
    void a_line_that_never_ends_is_refused() {
        assertThat(APP.wire().replies("A".repeat(20_000))).allMatch(answer -> answer.status() >= 400);
        assertServed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/assets/../config.yml",
                "/assets/%2e%2e/config.yml",
                "/assets/..%5cconfig.yml",
                "/assets//app.css",
                "/.env",
                "/.git/config",
                "/config.yml",
                "/WEB-INF/web.xml"
            })
    @Tag("HT-09")
    void no_path_leads_to_a_file_of_the_host(String path) {
        assertThat(APP.wire().get(path).status()).isIn(400, 404);
    }

    @Test
    @Tag("HT-10")
    void senders_that_drip_delay_nobody_else() throws IOException {
        var slow = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 30; i++) {
                slow.add(APP.wire().connect());
                send(slow.get(i), "POST /oauth/token HTTP/1.1\r\nHost: a\r\n" + FORM + "Content-Length: 1000\r\n\r\n");
            }
            for (var socket : slow) {
                send(socket, "a");
            }
            assertAnsweredSoon();
        } finally {
            closeAll(slow);
        }
    }

    /** How long is set, not waited for: that the container keeps to it is the container's own test. */
    @Test
    @Tag("HT-11")
    void a_sender_that_stops_is_cut_off_within_thirty_seconds() {
        assertThat(APP.server().idleTimeout()).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    @Tag("HT-12")
    void two_requests_on_one_connection_get_two_answers() {
        var bad = "POST /oauth/token HTTP/1.1\r\nHost: a\r\n" + FORM + "Content-Length: 1\r\n\r\n=";
        var good = "GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        assertThat(APP.wire().replies(bad + good)).extracting(Reply::status).containsExactly(400, 200);
    }

    @Test
    @Tag("HT-13")
    void http_1_0_is_answered() {
        APP.wire().ask("GET /health HTTP/1.0\r\n\r\n").json(200);
    }

    @Test
    @Tag("HT-14")
    void idle_connections_delay_nobody() throws IOException {
        var idle = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 200; i++) {
                idle.add(APP.wire().connect());
            }
            assertAnsweredSoon();
        } finally {
            closeAll(idle);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login?redirect=%0d%0aX-Evil:1", "/device?user_code=%0d%0aX-Evil:1", "/%0d%0aX-Evil:1"})
    @Tag("HT-15")
    void a_line_break_in_a_parameter_splits_no_header(String target) {
        assertThat(APP.wire().get(target).all("X-Evil")).isEmpty();
    }

    private static void assertAnsweredSoon() {
        var before = System.nanoTime();
        assertServed();
        APP.oauth().codes(TV);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1500));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }
}
