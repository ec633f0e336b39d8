package dev.authgate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.sdk.store.MemoryTokenStore;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Commands about a session")
class SessionCommandsTest extends AtTheCommandLine {
    @ParameterizedTest
    @ValueSource(strings = {"whoami", "token", "call /api/greeting", "refresh"})
    void end_with_three_when_nobody_is_signed_in(String words) {
        assertThat(run(words.split(" ", -1))).isEqualTo(ExitCode.SIGN_IN_NEEDED);

        assertThat(out).isEmpty();
        assertThat(err).contains("not signed in to " + server.issuer()).contains("Sign in: authgate-cli login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whoami", "token", "call /api/greeting", "refresh"})
    void end_with_three_when_the_server_has_ended_the_session(String words) {
        signedIn();
        server.endSessions();
        clock.advance(Duration.ofHours(2));

        assertThat(run((words + " --verbose").split(" ", -1))).isEqualTo(ExitCode.SIGN_IN_NEEDED);

        assertThat(err).contains("the server has ended the session").contains("Sign in:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whoami", "token", "call /api/greeting", "refresh"})
    void end_with_six_when_the_server_is_gone(String words) {
        signedIn();
        server.close();
        clock.advance(Duration.ofHours(2));

        assertThat(run(words.split(" ", -1))).isEqualTo(ExitCode.NETWORK);
    }

    @Test
    void print_errors_as_an_object_for_programs() {
        assertThat(run("whoami", "--json")).isEqualTo(ExitCode.SIGN_IN_NEEDED);

        assertThat(err).isEmpty();
        assertThat(outLines())
                .singleElement()
                .asString()
                .startsWith("{\"event\":\"error\",\"error\":\"login_required\"")
                .endsWith("\"exit_code\":3}");
    }

    @Test
    void warn_when_new_tokens_could_not_be_kept() {
        signedIn();
        machine.store = new BrokenStore((MemoryTokenStore) machine.store);

        assertThat(run("refresh")).isEqualTo(ExitCode.OK);

        assertThat(err).contains("warning: new tokens could not be kept (the disk is full)");
    }

    @Nested
    @DisplayName("whoami")
    class Whoami {
        @Test
        void is_one_line_in_a_pipe() {
            signedIn();

            assertThat(run("whoami")).isEqualTo(ExitCode.OK);

            assertThat(out.strip())
                    .isEqualTo("username=ada subject=user-1 client_id=my-cli scopes=\"read write\""
                            + " expires_at=2030-01-01T13:00:05Z");
            assertThat(err).isEmpty();
        }

        @Test
        void is_a_table_on_a_terminal() {
            signedIn();
            onTerminal();
            environment.put("NO_COLOR", "1");

            run("whoami");

            assertThat(outLines())
                    .containsExactly(
                            "User        ada",
                            "Subject     user-1",
                            "Client      my-cli",
                            "Scopes      read write",
                            "Token ends  2030-01-01T13:00:05Z (in 59 min)");
        }

        @Test
        void is_an_object_for_programs() {
            signedIn();

            run("whoami", "--json");

            assertThat(out).startsWith("{\"username\":\"ada\",\"subject\":\"user-1\"");
        }
    }

    @Nested
    @DisplayName("status")
    class Status {
        @Test
        void asks_the_store_alone() {
            signedIn();
            server.close();

            assertThat(run("status")).isEqualTo(ExitCode.OK);

            assertThat(out)
                    .startsWith("signed_in=true server=" + server.issuer() + " client_id=my-cli profile=default")
                    .contains("renewable=true", "store=memory");
        }

        @Test
        void ends_with_three_when_nobody_is_signed_in() {
            onTerminal();

            assertThat(run("status")).isEqualTo(ExitCode.SIGN_IN_NEEDED);

            assertThat(out).contains("Signed in").contains("no");
        }

        @Test
        void tells_times_as_a_person_reads_them() {
            signedIn();
            onTerminal();
            clock.advance(Duration.ofHours(3));

            run("status", "--verbose");

            assertThat(out).contains("(2 h ago)").contains("(3 h ago)").contains("yes");
            assertThat(out).contains("Gone when the program ends");
        }
    }

    @Nested
    @DisplayName("token")
    class Token {
        @Test
        void prints_the_token_and_nothing_else() {
            signedIn();

            assertThat(run("token")).isEqualTo(ExitCode.OK);

            assertThat(outLines()).singleElement().asString().startsWith("eyJ");
            assertThat(err).isEmpty();
        }

        @Test
        void prints_the_header_on_request() {
            signedIn();

            run("token", "--header");
            assertThat(out).startsWith("Authorization: Bearer eyJ");

            run("token", "--json");
            assertThat(out).contains("\"access_token\":\"eyJ", "\"token_type\":\"Bearer\"", "\"expires_at\"");
        }

        @Test
        void warns_who_would_show_it_on_a_screen() {
            signedIn();
            onTerminal();

            run("token");

            assertThat(err)
                    .contains("a token on a screen can be read by others")
                    .doesNotContain("eyJ");
        }

        @Test
        void renews_one_that_would_end_too_soon() {
            signedIn();
            clock.advance(Duration.ofMinutes(40));

            run("token", "--min-ttl", "10m");
            assertThat(server.refreshes()).isEmpty();

            assertThat(run("token", "--min-ttl", "30m", "--verbose")).isEqualTo(ExitCode.OK);
            assertThat(server.refreshes()).hasSize(1);
            assertThat(err).contains("access token renewed").doesNotContain("eyJ");
        }

        @Test
        void says_so_when_no_token_lasts_that_long() {
            signedIn();

            assertThat(run("token", "--min-ttl", "2h")).isEqualTo(ExitCode.FAULT);

            assertThat(err).contains("good for 60 min only").contains("shorter --min-ttl");
            assertThat(out).isEmpty();
        }
    }

    @Nested
    @DisplayName("refresh")
    class Refresh {
        @Test
        void fetches_a_new_token_though_the_old_one_is_good() {
            signedIn();

            assertThat(run("refresh")).isEqualTo(ExitCode.OK);
            assertThat(out.strip()).isEqualTo("The new access token is good for 60 min.");

            run("refresh", "--json");
            assertThat(out).startsWith("{\"event\":\"refreshed\",\"expires_at\":\"2030");
            assertThat(server.refreshes()).hasSize(2);
        }
    }

    @Nested
    @DisplayName("logout")
    class Logout {
        @Test
        void ends_the_session_at_the_server_and_here() {
            signedIn();

            assertThat(run("logout")).isEqualTo(ExitCode.OK);

            assertThat(out.strip()).isEqualTo("Signed out of " + server.issuer() + " (default).");
            assertThat(server.requests("/oauth/revoke")).isNotEmpty();
            assertThat(run("status")).isEqualTo(ExitCode.SIGN_IN_NEEDED);
        }

        @Test
        void is_done_when_nobody_is_signed_in() {
            assertThat(run("logout", "--profile", "work")).isEqualTo(ExitCode.OK);

            assertThat(out.strip())
                    .isEqualTo("Nobody was signed in to " + server.issuer() + " with the profile \"work\".");
        }

        @Test
        void ends_one_profile_or_all() {
            signedIn();
            signedIn("--profile", "home");
            signedIn("--profile", "work");

            run("logout", "--profile", "work", "--json");
            assertThat(outLines()).containsExactly("{\"event\":\"logged_out\",\"profile\":\"work\"}");

            run("logout", "--all", "--json");
            assertThat(outLines())
                    .containsExactly(
                            "{\"event\":\"logged_out\",\"profile\":\"default\"}",
                            "{\"event\":\"logged_out\",\"profile\":\"home\"}");
        }

        @Test
        void wipes_the_tokens_also_when_the_server_cannot_be_told_and_says_so() {
            signedIn();
            server.close();

            assertThat(run("logout")).isEqualTo(ExitCode.NETWORK);

            assertThat(out.strip()).isEqualTo("The tokens are wiped here (default).");
            assertThat(err).contains("warning: the server could not be told");
            assertThat(run("status")).isEqualTo(ExitCode.SIGN_IN_NEEDED);
        }

        @Test
        void ends_with_seven_when_the_tokens_cannot_be_wiped() {
            signedIn();
            machine.store = new BrokenStore((MemoryTokenStore) machine.store);

            assertThat(run("logout")).isEqualTo(ExitCode.STORE);
        }
    }

    @Nested
    @DisplayName("sessions")
    class Sessions {
        @Test
        void are_listed_a_line_each_with_tabs_between() {
            signedIn("--profile", "work");
            signedIn();
            environment.remove("CLIENT_ID");

            assertThat(run("sessions")).isEqualTo(ExitCode.OK);

            assertThat(outLines())
                    .containsExactly(
                            "default\t" + server.issuer() + "\tmy-cli\tread write",
                            "work\t" + server.issuer() + "\tmy-cli\tread write");
        }

        @Test
        void are_objects_for_programs() {
            signedIn();

            run("sessions", "--json");

            assertThat(out).startsWith("{\"profile\":\"default\",\"server\":\"http://localhost:");
        }

        @Test
        void may_be_none() {
            assertThat(run("sessions")).isEqualTo(ExitCode.OK);

            assertThat(out).isEmpty();
            assertThat(err).contains("Nobody is signed in");
        }
    }
}
