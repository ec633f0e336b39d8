package dev.authgate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.authgate.cli.settings.StorePlace;
import dev.authgate.cli.terminal.Browser;
import dev.authgate.cli.terminal.Camera;
import dev.authgate.cli.terminal.QrWish;
import dev.authgate.cli.terminal.Stream;
import dev.authgate.sdk.DevicePrompt;
import dev.authgate.sdk.LoginEvent;
import dev.authgate.sdk.OAuthException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("login")
class LoginCommandTest extends AtTheCommandLine {
    private String page() {
        return server.issuer() + "/device";
    }

    @Nested
    @DisplayName("ends with")
    class Ends {
        @Test
        void zero_when_the_person_approves() {
            server.pend().approve();

            assertThat(run("login")).isEqualTo(ExitCode.OK);

            assertThat(outLines()).containsExactly("Signed in as ada to " + server.issuer() + ".");
        }

        @Test
        void four_when_the_person_denies() {
            server.pend().deny();

            assertThat(run("login")).isEqualTo(ExitCode.DENIED);

            assertThat(out).isEmpty();
            assertThat(err).contains("authgate-cli: the sign-in was denied").contains("Start again when ready");
        }

        @Test
        void five_when_the_server_says_that_the_code_has_expired() {
            server.pend().expire();

            assertThat(run("login")).isEqualTo(ExitCode.EXPIRED);

            assertThat(err).contains("the code has expired");
        }

        @Test
        void five_when_the_code_expires_while_nobody_decides() {
            assertThat(run("login")).isEqualTo(ExitCode.EXPIRED);

            assertThat(clock.passed()).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16));
        }

        @Test
        void five_when_the_time_is_over_that_was_given() {
            assertThat(run("login", "--timeout", "2m")).isEqualTo(ExitCode.EXPIRED);

            assertThat(err).contains("nobody decided within 2 min");
        }

        @Test
        void six_when_there_is_no_server() {
            server.close();

            assertThat(run("login")).isEqualTo(ExitCode.NETWORK);

            assertThat(err)
                    .contains("there is no connection to " + server.issuer())
                    .contains("Check the network");
        }

        @Test
        void six_when_the_server_cannot_answer_now() {
            server.onStart().answer(503, "X-Request-Id", "req-7", "<html>busy</html>");

            assertThat(run("login")).isEqualTo(ExitCode.NETWORK);

            assertThat(err).contains("try again later").contains("req-7");
        }

        @Test
        void one_when_the_server_does_not_know_the_client() {
            server.onStart().refuse("invalid_client");

            assertThat(run("login")).isEqualTo(ExitCode.FAULT);

            assertThat(err)
                    .contains("Check the client id")
                    .contains("CLIENT_ID")
                    .contains("environment variable");
        }

        @Test
        void seven_when_the_tokens_cannot_be_kept() {
            machine.store = new BrokenStore();
            server.approve();

            assertThat(run("login")).isEqualTo(ExitCode.STORE);

            assertThat(err).contains("the disk is full");
        }

        @Test
        void one_hundred_and_thirty_at_ctrl_c() {
            clock.in(Duration.ofSeconds(12), () -> machine.interrupt());

            assertThat(run("login")).isEqualTo(ExitCode.CANCELLED);

            assertThat(err).endsWith("Cancelled." + System.lineSeparator());
            assertThat(machine.isWatched()).isFalse();
        }

        @Test
        void two_when_something_is_typed_or_set_wrongly() {
            assertThat(run("login", "--qr", "--no-qr")).isEqualTo(ExitCode.USAGE);
            assertThat(run("login", "--timeout", "soon")).isEqualTo(ExitCode.USAGE);
            assertThat(err).contains("write 90s, 5m, 2h or 1d").contains("authgate-cli login --help");
            assertThat(run("login", "--url", "http://auth.example.com")).isEqualTo(ExitCode.USAGE);
            assertThat(err).contains("https").contains("AUTHGATE_URL is http://auth.example.com (from --url)");
            assertThat(run("login", "--scope", "a\"b")).isEqualTo(ExitCode.USAGE);
            environment.remove("CLIENT_ID");
            assertThat(run("login")).isEqualTo(ExitCode.USAGE);
            assertThat(err).contains("CLIENT_ID is not set");
        }
    }

    @Nested
    @DisplayName("in a CI job without a terminal")
    class InCi {
        @Test
        void fails_at_once_instead_of_waiting_for_nobody() {
            environment.put("CI", "true");

            assertThat(run("login")).isEqualTo(ExitCode.SIGN_IN_NEEDED);

            assertThat(err).contains("nobody would see the code").contains("--timeout 5m");
            assertThat(server.requests("/oauth/device/code")).isEmpty();
        }

        @Test
        void waits_for_who_says_how_long() {
            environment.put("CI", "true");

            assertThat(run("login", "--timeout", "5m")).isEqualTo(ExitCode.EXPIRED);

            assertThat(server.requests("/oauth/device/code")).hasSize(1);
        }

        @Test
        void waits_where_there_is_a_terminal_after_all() {
            environment.put("CI", "true");
            terminals = EnumSet.of(Stream.NOTES);
            server.approve();

            assertThat(run("login")).isEqualTo(ExitCode.OK);
        }
    }

    @Nested
    @DisplayName("in a pipe")
    class InAPipe {
        @Test
        void is_plain_lines_and_the_result_is_one() {
            server.approve();

            run("login", "--profile", "work");

            assertThat(errLines().get(0)).isEqualTo("Open " + page() + " and enter BCDF-GHJK (good for 15 min).");
            assertThat(out + err).doesNotContain("\u001b").doesNotContain("\r");
            assertThat(outLines()).containsExactly("Signed in as ada to " + server.issuer() + " (profile work).");
        }

        @Test
        void says_why_it_takes_longer() {
            server.slowDown().onPoll().unavailable(Duration.ofSeconds(30));
            server.approve();

            run("login");

            assertThat(err)
                    .contains("The server asks for patience: once in 10 s")
                    .contains("next try in 3");
        }

        @Test
        void says_where_tokens_are_kept_and_what_protects_them() {
            server.approve();

            run("login", "--store", "keychain");

            assertThat(machine.opened).containsExactly(StorePlace.KEYCHAIN);
            assertThat(err).contains("Kept in this process. Gone when the program ends");
        }

        @Test
        void says_when_tokens_are_kept_elsewhere_than_wanted() {
            machine.notice = "The keychain is not used: there is none.";
            server.approve();

            run("login", "--store", "auto");

            assertThat(err).contains("The keychain is not used");
        }

        @Test
        void draws_a_qr_code_when_told_to() {
            run("login", "--qr=ascii", "--timeout", "1s");

            assertThat(Camera.read(errLines().stream()
                            .filter(line -> line.contains("##"))
                            .toList()))
                    .isEqualTo(page() + "?user_code=BCDF-GHJK");
        }
    }

    @Nested
    @DisplayName("on a terminal")
    class OnATerminal {
        @Test
        void shows_a_code_to_scan_and_a_code_to_copy() {
            onTerminal();
            server.approve();

            run("login");

            assertThat(Camera.read(errLines().stream()
                            .filter(line -> line.startsWith("\u001b[38;5;16;48;5;231m"))
                            .toList()))
                    .isEqualTo(page() + "?user_code=BCDF-GHJK");
            assertThat(errLines().stream().map(line -> line.replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]|\r", "")))
                    .anyMatch(line -> line.strip().equals("BCDF-GHJK"));
        }

        @Test
        void gives_the_cursor_back_however_it_ends() {
            onTerminal();
            clock.in(Duration.ofSeconds(12), () -> machine.interrupt());

            run("login");

            assertThat(err.lastIndexOf("\u001b[?25h")).isGreaterThanOrEqualTo(err.lastIndexOf("\u001b[?25l"));
        }

        @Test
        void says_in_the_line_that_moves_why_it_takes_longer_and_for_how_long() {
            onTerminal();
            var around = new Surroundings(environment, terminal(), new LinesOutput(), clock, machine);
            try (var view = new LoginViewInWords(around, QrWish.NEVER)) {
                view.show(new DevicePrompt(
                        "BCDF-GHJK",
                        URI.create(page()),
                        null,
                        clock.now().plus(Duration.ofMinutes(10)),
                        Duration.ofSeconds(5)));
                awaitStatus(around, "Waiting for your decision, 10:00 left");

                var reason = new OAuthException(OAuthException.Code.NETWORK, "no connection");
                view.tell(new LoginEvent.Retrying(reason, Duration.ofSeconds(8), Duration.ofMinutes(10)));
                awaitStatus(around, "no connection; next try in 8 s, 10:00 left");
                clock.advance(Duration.ofSeconds(9));
                awaitStatus(around, "Waiting for your decision, 9:51 left");

                view.tell(new LoginEvent.SlowedDown(Duration.ofSeconds(10), Duration.ofMinutes(9)));
                awaitStatus(around, "The server asks for patience: once in 10 s from now on, 9:51 left");
            }
        }

        private void awaitStatus(Surroundings around, String words) {
            await().until(() -> ((LinesOutput) around.output()).status.contains(words));
        }

        @Test
        void draws_no_qr_code_for_who_wants_none() {
            onTerminal();
            server.approve();

            run("login", "--no-qr");

            assertThat(err).doesNotContain("▀").contains("Open ").contains("BCDF-GHJK");
        }

        @Test
        void without_colours_holds_no_colour() {
            onTerminal();
            environment.put("NO_COLOR", "1");
            server.approve();

            run("login");

            assertThat(out + err).doesNotContainPattern("\u001b\\[[0-9;]*m").contains("▀");
        }
    }

    @Nested
    @DisplayName("and the browser")
    class AndTheBrowser {
        private final List<String> opened = List.of("xdg-open", page() + "?user_code=BCDF-GHJK");

        @Test
        void is_opened_with_the_code_where_there_is_one() {
            machine.browser = new Browser.Found(List.of("xdg-open"));
            server.approve();

            run("login");

            assertThat(machine.started).containsExactly(opened);
        }

        @Test
        void is_left_alone_on_request_and_for_programs() {
            machine.browser = new Browser.Found(List.of("xdg-open"));

            run("login", "--no-browser", "--timeout", "1s");
            run("login", "--json", "--timeout", "1s");

            assertThat(machine.started).isEmpty();
        }

        @Test
        void that_fails_or_is_missing_is_no_reason_to_stop() {
            machine.browser = new Browser.Found(List.of("xdg-open"));
            machine.programsFail = true;
            server.approve();
            assertThat(run("login")).isEqualTo(ExitCode.OK);
            assertThat(err).contains("xdg-open could not open the page: open it yourself.");

            machine.programsAreMissing = true;
            server.approve();
            assertThat(run("login")).isEqualTo(ExitCode.OK);
            assertThat(err).contains("xdg-open could not open the page");
        }

        @Test
        void is_explained_to_who_asks() {
            server.approve();

            run("login", "--verbose");

            assertThat(err).contains("No browser is opened: this is a test.");
        }
    }

    @Nested
    @DisplayName("for programs")
    class ForPrograms {
        @Test
        void is_an_object_a_line() {
            server.slowDown().onPoll().unavailable(Duration.ofSeconds(30));
            server.approve();

            assertThat(run("login", "--json")).isEqualTo(ExitCode.OK);

            assertThat(err).isEmpty();
            assertThat(outLines()).hasSize(4).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
            assertThat(outLines().get(0))
                    .contains("\"event\":\"prompt\"", "\"user_code\":\"BCDF-GHJK\"", "\"interval\":5")
                    .contains("\"verification_uri_complete\":\"" + page() + "?user_code=BCDF-GHJK\"");
            assertThat(outLines().get(1)).isEqualTo("{\"event\":\"slowed_down\",\"interval\":10}");
            assertThat(outLines().get(2)).contains("\"event\":\"retrying\"", "\"reason\":\"");
            assertThat(outLines().get(3))
                    .contains("\"event\":\"approved\"", "\"username\":\"ada\"", "\"scopes\":[\"read\",\"write\"]");
        }

        @Test
        void tells_how_it_ended_otherwise() {
            server.deny();
            assertThat(run("login", "--json")).isEqualTo(ExitCode.DENIED);
            assertThat(outLines().get(1)).contains("\"event\":\"error\",\"error\":\"denied\"", "\"exit_code\":4");

            clock.in(Duration.ofSeconds(7), () -> machine.interrupt());
            assertThat(run("login", "--json")).isEqualTo(ExitCode.CANCELLED);
            assertThat(outLines().get(1)).isEqualTo("{\"event\":\"cancelled\",\"exit_code\":130}");
        }
    }

    @Test
    void asks_for_the_scopes_that_were_named() {
        server.approve();
        run("login", "--scope", "read", "--scope", "profile");
        environment.put("AUTHGATE_SCOPES", "write");
        server.approve();
        run("login");

        assertThat(server.requests("/oauth/device/code"))
                .extracting(request -> request.form().get("scope"))
                .containsExactly("read profile", "write");
    }

    @Test
    void is_signed_in_also_where_the_server_does_not_tell_as_whom() {
        server.approve();
        server.on("/oauth/tokeninfo").fail(500);

        assertThat(run("login", "--verbose")).isEqualTo(ExitCode.OK);

        assertThat(outLines()).containsExactly("Signed in to " + server.issuer() + ".");
        assertThat(err).contains("does not tell whose the session is");
    }

    @Test
    void never_prints_a_secret() {
        for (var words : List.of(
                List.of("login", "--verbose"), List.of("login", "--json", "--verbose"), List.of("login", "--qr"))) {
            server.pend().approve();

            run(words.toArray(String[]::new));

            assertThat(out + err)
                    .doesNotContain("device-code-number")
                    .doesNotContain("agr_")
                    .doesNotContain("eyJ");
        }
    }
}
