package dev.authgate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.sdk.testkit.FakeAuthServer;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6750, from the caller's side: call")
class CallCommandTest extends AtTheCommandLine {
    private static final String API = "/api/greeting";

    @Test
    void sends_the_token_and_prints_the_answer_as_it_came() {
        signedIn();

        assertThat(run("call", API)).isEqualTo(ExitCode.OK);

        assertThat(out).isEqualTo("{\"greeting\":\"Hello\"}");
        assertThat(err).isEmpty();
    }

    @Test
    void renews_an_expired_token_before_it_is_sent() {
        signedIn();
        clock.advance(Duration.ofHours(2));

        assertThat(run("call", API, "--verbose")).isEqualTo(ExitCode.OK);

        assertThat(out).contains("Hello");
        assertThat(err).contains("access token renewed").doesNotContain("401");
        assertThat(server.requests(API)).hasSize(1);
    }

    @Test
    void answers_a_401_with_a_new_token_once() {
        signedIn();
        server.endAccessTokens();

        assertThat(run("call", API, "-v")).isEqualTo(ExitCode.OK);

        assertThat(out).contains("Hello");
        assertThat(err).contains("401 at first: the access token was renewed, and the request sent again");
        assertThat(server.requests(API)).hasSize(2);
    }

    @Test
    void ends_with_one_when_the_api_refuses_and_still_prints_its_words() {
        signedIn();
        server.on(API).answer(403, "{\"error\":\"insufficient_scope\"}");

        assertThat(run("call", API)).isEqualTo(ExitCode.FAULT);

        assertThat(out).isEqualTo("{\"error\":\"insufficient_scope\"}");
        assertThat(err).contains("the answer is 403");
    }

    @Test
    void explains_a_401_that_stays() {
        signedIn();
        server.on(API).answer(401, "{}");

        assertThat(run("call", API)).isEqualTo(ExitCode.FAULT);

        assertThat(err).contains("does this API trust the server you sign in to?");
    }

    @Test
    void follows_no_redirect() {
        signedIn();
        server.on(API).answer(302, "Location", "https://elsewhere.example/", "");

        assertThat(run("call", API)).isEqualTo(ExitCode.FAULT);

        assertThat(err).contains("https://elsewhere.example/").contains("a token does not go along a redirect");
    }

    @Test
    void sends_tokens_to_no_host_that_nobody_has_allowed() {
        signedIn();
        try (var other = FakeAuthServer.start(clock)) {
            var address = other.issuer() + API;
            var host = other.issuer().getAuthority();

            assertThat(run("call", address)).isEqualTo(ExitCode.USAGE);
            assertThat(err).contains("your token would go to " + host).contains("--allow-host " + host);
            assertThat(other.requests(API)).isEmpty();

            other.on(API).normally();
            assertThat(run("call", address, "--allow-host", host)).isEqualTo(ExitCode.FAULT);
            assertThat(other.requests(API)).isNotEmpty().allMatch(request -> request.header("Authorization")
                    .orElse("")
                    .startsWith("Bearer "));

            environment.put("AUTHGATE_ALLOWED_HOSTS", "api.example.com localhost");
            run("call", address);
            assertThat(other.requests(API)).hasSizeGreaterThan(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com/x",
                "ftp://localhost/x",
                "https://me@localhost/x",
                "not an address",
                "things",
                "https:/x"
            })
    void refuses_addresses_that_a_token_must_not_go_to(String address) {
        signedIn();

        assertThat(run("call", address)).isEqualTo(ExitCode.USAGE);

        assertThat(err).contains("Write https://host/path");
    }

    @Test
    void sends_what_is_typed_what_is_in_a_file_and_what_comes_through_a_pipe() throws Exception {
        signedIn();
        var file = Files.writeString(home.resolve("thing.json"), "{\"name\":\"thing\"}");
        machine.input = "a=1&b=2";

        run("call", API, "-d", "[1]", "-H", "X-Trace: 7");
        run("call", API, "-X", "put", "-d", "@" + file);
        run("call", API, "-d", "@-");
        run("call", API, "-X", "DELETE");

        assertThat(server.requests(API))
                .extracting(request -> request.method() + " " + request.body())
                .containsExactly("POST [1]", "PUT {\"name\":\"thing\"}", "POST a=1&b=2", "DELETE ");
        assertThat(server.requests(API).get(0).header("X-Trace")).contains("7");
        assertThat(server.requests(API).get(0).header("Content-Type")).contains("application/json");
        assertThat(server.requests(API).get(2).header("Content-Type")).contains("application/x-www-form-urlencoded");
    }

    @Test
    void refuses_what_cannot_be_sent() {
        signedIn();

        assertThat(run("call", API, "-X", "GET", "-d", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("GET sends no data");
        assertThat(run("call", API, "-H", "nothing")).isEqualTo(ExitCode.USAGE);
        assertThat(run("call", API, "-H", ": x")).isEqualTo(ExitCode.USAGE);
        assertThat(run("call", API, "-H", "authorization: Bearer mine")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("is made here, from the session");
        assertThat(run("call", API, "-d", "@" + home.resolve("missing"))).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("cannot read");
        assertThat(run("call", API, "-H", "Bad name: x")).isEqualTo(ExitCode.USAGE);
        assertThat(server.requests(API)).isEmpty();
    }

    @Test
    void prints_the_head_on_request_and_an_object_for_programs() {
        signedIn();

        run("call", API, "-i");
        assertThat(outLines().get(0)).startsWith("200");
        assertThat(out).containsIgnoringCase("content-type: application/json").endsWith("{\"greeting\":\"Hello\"}");

        run("call", API, "--json");
        assertThat(out.strip()).isEqualTo("{\"status\":200,\"body\":\"{\\\"greeting\\\":\\\"Hello\\\"}\"}");
    }

    @Test
    void lets_no_answer_steer_the_terminal() {
        signedIn();
        onTerminal();
        server.on(API).answer(200, "\u001b[2Jhello");

        run("call", API);

        assertThat(out.strip()).isEqualTo("[2Jhello");
    }
}
