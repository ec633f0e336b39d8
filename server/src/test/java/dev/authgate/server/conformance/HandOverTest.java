package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.KIOSK;
import static dev.authgate.server.conformance.AppUnderTest.RADIO;
import static dev.authgate.server.conformance.AppUnderTest.TV;
import static dev.authgate.server.conformance.Waiting.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.CapturedLog;
import dev.authgate.server.storage.Race;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Instant hand-over: a poll with Prefer: wait=N (RFC 7240 section 4.3, RFC 8628 section 3.5)")
class HandOverTest {
    private static final String APPLIED = "Preference-Applied";
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    @RegisterExtension
    static final AppUnderTest APP = AppUnderTest.with(Map.of("LIMITS", "off", "MAX_WAITING_POLLS", "8"));

    private final OAuth oauth = APP.oauth();
    private final Waiting waiting = new Waiting(APP.server());

    private static void pass(Duration duration) {
        APP.clock().advance(duration);
    }

    private static void approve(OAuth.Codes codes) {
        APP.browser().signIn(Person.ANN).approve(codes);
    }

    private static Reply patient(String preference, OAuth.Codes codes) {
        return new OAuth(APP.http().with("Prefer", preference)).poll(codes);
    }

    @Nested
    @DisplayName("is answered the moment")
    class Answered {
        @Test
        void the_user_approves_with_the_tokens() {
            var codes = oauth.codes(TV);
            var before = APP.server().counted("polls.handed.over");
            var reply = waiting.begin(codes, "wait=30");

            approve(codes);

            var tokens = answer(reply).json(200);
            assertThat(tokens.text("access_token")).isNotEmpty();
            assertThat(tokens.header(APPLIED)).isEqualTo("wait=30");
            assertThat(tokens.header("X-Request-Id")).isNotEmpty();
            assertThat(oauth.tokenInfo(tokens.text("access_token")).status()).isEqualTo(200);
            assertThat(APP.server().counted("polls.handed.over")).isEqualTo(before + 1);
            assertThat(APP.server().pollsWaiting()).isZero();
            oauth.poll(codes).refused("invalid_grant");
        }

        @Test
        void the_user_denies() {
            var codes = oauth.codes(TV);
            var reply = waiting.begin(codes, "wait=30");

            APP.browser().signIn(Person.ANN).decide(codes.userCode(), "deny").page(200);

            assertThat(answer(reply).refused("access_denied").header(APPLIED)).isEqualTo("wait=30");
        }

        @Test
        void its_time_is_over_as_pending() {
            var codes = oauth.codes(TV);
            var reply = waiting.begin(codes, "wait=10");

            pass(Duration.ofSeconds(10));

            assertThat(answer(reply).refused("authorization_pending").header(APPLIED))
                    .isEqualTo("wait=10");
        }

        @Test
        void the_code_expires() {
            var codes = oauth.codes(TV);
            pass(LIFETIME.minusSeconds(5));
            var reply = waiting.begin(codes, "wait=30");

            pass(Duration.ofSeconds(5));

            assertThat(answer(reply).refused("expired_token").header(APPLIED)).isEqualTo("wait=30");
        }

        @Test
        void a_client_proves_who_it_is_when_it_comes_and_again_before_it_gets_anything() {
            var client = APP.register("doomed-while-waiting");
            var codes = oauth.codes(client.id());
            var reply = waiting.begin(codes, "wait=30");
            try (var workspace = APP.server().workspace()) {
                workspace.clients().replace(client, client.disabled());
            }
            // Clients are remembered for up to a second of real time, so the change is asked for until it shows.
            Eventually.is(() -> oauth.device("client_id", client.id()), asked -> asked.status() == 401);

            pass(Duration.ofSeconds(30));

            answer(reply).unauthorized("invalid_client");
        }

        @Test
        void a_confidential_client_waits_likewise() {
            var codes = APP.kiosk().codes(KIOSK);
            var reply = waiting.begin(APP.kiosk(), codes, "wait=30");

            approve(codes);

            answer(reply).json(200);
        }
    }

    @Nested
    @DisplayName("does not wait")
    class AtOnce {
        @Test
        @Tag("DG-22")
        void when_nobody_asked_it_to() {
            var answer = oauth.poll(oauth.codes(TV)).refused("authorization_pending");

            assertThat(answer.all(APPLIED)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "wait", "wait=", "wait=0", "wait=-1", "wait=5s", "wait=1.5", "respond-async", "=", ";"})
        void when_the_preference_is_none_that_is_known(String preference) {
            var answer = patient(preference, oauth.codes(TV)).refused("authorization_pending");

            assertThat(answer.all(APPLIED)).isEmpty();
        }

        @Test
        @Tag("DG-06")
        void when_it_comes_too_soon() {
            var codes = oauth.codes(TV);
            oauth.poll(codes).refused("authorization_pending");

            var answer = patient("wait=30", codes).refused("slow_down");

            assertThat(answer.json().path("interval").asInt()).isEqualTo(10);
            assertThat(answer.all(APPLIED)).isEmpty();
        }

        @Test
        void when_the_user_has_decided_already() {
            var codes = oauth.codes(TV);
            approve(codes);

            assertThat(patient("wait=30", codes).json(200).all(APPLIED)).isEmpty();
        }

        @Test
        void with_a_code_of_somebody_else_or_none() {
            var codes = oauth.codes(TV);

            patient("wait=30", new OAuth.Codes(RADIO, codes.deviceCode(), "")).refused("invalid_grant");
            patient("wait=30", new OAuth.Codes(TV, "unknown", "")).refused("invalid_grant");
        }

        @Test
        void when_others_take_all_the_room_that_one_client_may_have() {
            var before = APP.server().counted("polls.turned.away");
            var others = new ArrayList<CompletableFuture<Reply>>();
            for (var i = 0; i < 6; i++) {
                others.add(waiting.begin(oauth.codes(TV), "wait=30"));
            }

            var turnedAway = patient("wait=30", oauth.codes(TV)).refused("authorization_pending");
            var ofAnotherClient = waiting.begin(oauth.codes(RADIO), "wait=30");

            assertThat(turnedAway.all(APPLIED)).isEmpty();
            assertThat(APP.server().counted("polls.turned.away")).isEqualTo(before + 1);
            pass(Duration.ofSeconds(30));
            answer(ofAnotherClient).refused("authorization_pending");
            others.forEach(other -> answer(other).refused("authorization_pending"));
        }
    }

    @Nested
    @DisplayName("keeps to the rules of polling")
    class Pace {
        @ParameterizedTest
        @CsvSource({"wait=31, wait=30", "wait=999999999, wait=30", "'foo, WAIT = \"5\";x=y, wait=9', wait=5"})
        void and_is_told_which_wait_was_granted(String asked, String granted) {
            var reply = waiting.begin(oauth.codes(TV), asked);

            pass(Duration.ofSeconds(30));

            assertThat(answer(reply).refused("authorization_pending").header(APPLIED))
                    .isEqualTo(granted);
        }

        @Test
        void and_may_wait_again_as_soon_as_it_was_answered() {
            var codes = oauth.codes(TV);
            var first = waiting.begin(codes, "wait=30");
            pass(Duration.ofSeconds(30));
            answer(first).refused("authorization_pending");

            var second = waiting.begin(codes, "wait=30");
            approve(codes);

            answer(second).json(200);
        }

        @Test
        void and_counts_from_when_it_came_not_from_when_it_was_answered() {
            var codes = oauth.codes(TV);
            var reply = waiting.begin(codes, "wait=3");
            pass(Duration.ofSeconds(3));
            answer(reply).refused("authorization_pending");

            oauth.poll(codes).refused("slow_down");
            pass(Duration.ofSeconds(7));
            oauth.poll(codes).refused("authorization_pending");
        }

        @Test
        void and_gives_way_to_the_next_poll_of_its_device_that_waits() {
            var codes = oauth.codes(TV);
            var older = waiting.begin(codes, "wait=30");
            pass(Duration.ofSeconds(5));

            var newer = waiting.ask(oauth, codes, "wait=30");

            answer(older).refused("authorization_pending");
            approve(codes);
            answer(newer).json(200);
        }

        @Test
        @Tag("DG-17")
        void and_one_of_all_that_ask_at_once_gets_the_tokens() throws Exception {
            var codes = oauth.codes(TV);
            var older = waiting.begin(codes, "wait=30");
            pass(Duration.ofSeconds(5));
            var newer = waiting.ask(oauth, codes, "wait=30");
            answer(older).refused("authorization_pending");
            var browser = APP.browser().signIn(Person.ANN);
            var page = browser.enter(codes.userCode()).page(200);

            var replies = new ArrayList<>(Race.run(runner ->
                    runner == 0 ? browser.submit(page, "/device/verify", "decision", "approve") : oauth.poll(codes)));
            replies.remove(0);
            replies.add(answer(newer));

            assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
            assertThat(replies).allMatch(reply -> reply.status() == 200 || reply.status() == 400);
        }
    }

    @Nested
    @DisplayName("holds a connection, and")
    class Connections {
        private Socket beginOnWire(OAuth.Codes codes) throws IOException {
            var before = APP.server().pollsWaiting();
            var socket = APP.wire().connect();
            send(socket, codes);
            Eventually.is(APP.server()::pollsWaiting, count -> count > before);
            return socket;
        }

        private static void send(Socket socket, OAuth.Codes codes) throws IOException {
            var form = Http.form(
                    "grant_type", OAuth.DEVICE_CODE_GRANT, "client_id", TV, "device_code", codes.deviceCode());
            var request = "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=30\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                    + form;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }

        @Test
        void ends_when_that_is_closed_and_loses_no_tokens() throws IOException {
            var codes = oauth.codes(TV);
            var socket = beginOnWire(codes);

            socket.close();

            Eventually.is(APP.server()::pollsWaiting, count -> count == 0);
            approve(codes);
            oauth.poll(codes).json(200);
        }

        @Test
        void is_answered_in_its_turn_when_more_is_sent_before_it_is() throws IOException {
            var codes = oauth.codes(TV);
            try (var socket = beginOnWire(codes)) {
                socket.getOutputStream()
                        .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));

                var replies = Wire.parsed(Wire.read(socket.getInputStream()));

                assertThat(replies).hasSize(2);
                replies.get(0).refused("authorization_pending");
                assertThat(replies.get(1).text("status")).isEqualTo("alive");
            }
        }

        @Test
        void outlives_the_silence_that_ends_other_connections() throws IOException {
            var usual = APP.server().idleTimeout();
            var codes = oauth.codes(TV);
            APP.server().setIdleTimeout(Duration.ofMillis(100));
            try (var socket = beginOnWire(codes)) {
                APP.server().setIdleTimeout(usual);
                socket.setSoTimeout(700);
                assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
                assertThat(APP.server().pollsWaiting()).isEqualTo(1);

                approve(codes);

                var replies = Wire.parsed(Wire.read(socket.getInputStream()));
                assertThat(replies).singleElement().satisfies(reply -> reply.json(200));
            } finally {
                APP.server().setIdleTimeout(usual);
            }
        }

        @Test
        void is_used_again_for_the_next_request() throws IOException {
            var first = oauth.codes(TV);
            var second = oauth.codes(TV);
            try (var socket = beginOnWire(first)) {
                approve(first);
                Eventually.is(APP.server()::pollsWaiting, count -> count == 0);
                socket.setSoTimeout(500);
                Wire.parsed(Wire.read(socket.getInputStream())).get(0).json(200);

                send(socket, second);
                Eventually.is(APP.server()::pollsWaiting, count -> count == 1);
                approve(second);

                socket.setSoTimeout(4000);
                var line = new byte[12];
                assertThat(socket.getInputStream().readNBytes(line, 0, line.length))
                        .isEqualTo(12);
                assertThat(new String(line, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
            }
        }
    }

    @Test
    void is_announced_in_the_metadata() {
        var metadata = APP.http().get("/.well-known/oauth-authorization-server");

        assertThat(metadata.json().path("authgate_poll_wait_seconds_max").asInt())
                .isEqualTo(30);
    }

    @Test
    void has_one_line_in_the_log_when_it_ends() {
        var named = new OAuth(APP.http().with("X-Request-Id", "poll-that-waited"));
        var codes = oauth.codes(TV);
        var reply = waiting.begin(named, codes, "wait=30");
        assertThat(CapturedLog.linesWith("[poll-that-waited]")).isEmpty();

        approve(codes);

        assertThat(answer(reply).header("X-Request-Id")).isEqualTo("poll-that-waited");
        Eventually.is(() -> CapturedLog.linesWith("[poll-that-waited]"), lines -> !lines.isEmpty());
        assertThat(CapturedLog.linesWith("[poll-that-waited]"))
                .singleElement()
                .asString()
                .containsPattern("POST /oauth/token 200 \\d+ms 127\\.0\\.0\\.1");
    }

    @Test
    void ends_in_order_when_the_server_stops() {
        var app = AppUnderTest.Shared.start(Map.of("LIMITS", "off"));
        var replies = new ArrayList<CompletableFuture<Reply>>();
        try (app) {
            var here = new OAuth(new Http(app.server().port()));
            for (var i = 0; i < 5; i++) {
                replies.add(new Waiting(app.server()).begin(here, here.codes(TV), "wait=30"));
            }
        }

        replies.forEach(reply -> answer(reply).refused("authorization_pending"));
    }

    @Test
    void is_not_there_where_there_is_no_room_for_any() {
        try (var app = AppUnderTest.Shared.start(Map.of("LIMITS", "off", "MAX_WAITING_POLLS", "0"))) {
            var http = new Http(app.server().port());
            var codes = new OAuth(http).codes(TV);

            var answer = new OAuth(http.with("Prefer", "wait=30")).poll(codes).refused("authorization_pending");

            assertThat(answer.all(APPLIED)).isEmpty();
            assertThat(http.get("/.well-known/oauth-authorization-server").body())
                    .doesNotContain("poll_wait");
        }
    }
}
