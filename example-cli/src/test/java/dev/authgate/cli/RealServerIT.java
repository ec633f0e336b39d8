package dev.authgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("jar")
@DisplayName("The jar against the server of this project")
class RealServerIT {
    private static RealServer server;
    private static Person person;
    private static Jar.Running undecided;

    @TempDir
    Path home;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = RealServer.start(folder, Map.of("ENABLE_TOKEN_ROTATION", "true", "DEVICE_CODE_EXPIRATION", "1m"));
        // The shortest life of a code is a minute: this one passes while the other tests run.
        undecided = new Jar(folder, server.url().toString()).start("login");
        person = Person.signedIn(server.url());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private Jar cli() {
        return new Jar(home, server.url().toString());
    }

    private void signIn(String... more) throws Exception {
        var words = new ArrayList<>(List.of("login"));
        words.addAll(List.of(more));
        var login = cli().start(words.toArray(String[]::new));
        person.approve(login.userCode());
        assertThat(login.exitCode()).isZero();
    }

    @Test
    void signs_in_in_a_pipe_with_one_plain_line() throws Exception {
        var login = cli().start("login");
        person.approve(login.userCode());

        assertThat(login.exitCode()).isZero();
        assertThat(login.out()).isEqualTo("Signed in as admin to " + server.url() + ".\n");
        assertThat(login.err())
                .startsWith("Open " + server.url() + "/device and enter ")
                .doesNotContain("\u001b");
    }

    @Test
    void keeps_tokens_for_the_person_alone() throws Exception {
        signIn();

        try (var files = Files.walk(home.resolve("state"))) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allMatch(file -> permissions(file)
                    .equals("rw-------"));
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tells_whose_the_session_is_after_the_token_has_expired() throws Exception {
        signIn();
        endAccessToken();

        var whoami = cli().run("whoami", "--json");

        assertThat(whoami.exitCode()).isZero();
        assertThat(whoami.out()).contains("\"username\":\"admin\"", "\"client_id\":\"authgate-cli\"");
    }

    @Test
    void calls_with_an_expired_token_that_is_renewed_before() throws Exception {
        signIn();
        endAccessToken();

        var call = cli().run("call", "/oauth/tokeninfo", "--verbose");

        assertThat(call.exitCode()).isZero();
        assertThat(call.out()).contains("\"active\":true");
        assertThat(call.err())
                .contains("access token renewed")
                .doesNotContain("401")
                .doesNotContain("eyJ");
    }

    @Test
    void calls_with_a_token_that_the_server_refuses_and_tries_once_more() throws Exception {
        signIn();
        edit("(\"accessToken\" ?: ?\")[^\"]*", "$1spoiled");
        edit("(\"accessTokenExpiresAt\" ?: ?\")[^\"]*", "$12099-01-01T00:00:00Z");

        var call = cli().run("call", "/oauth/tokeninfo", "--verbose");

        assertThat(call.err()).contains("401 at first: the access token was renewed");
        assertThat(call.exitCode()).isZero();
        assertThat(call.out()).contains("\"active\":true");
    }

    /** As if the time had passed; the server's own time is not touched. */
    private void endAccessToken() throws IOException {
        edit("(\"accessTokenExpiresAt\" ?: ?\")[^\"]*", "$12020-01-01T00:00:00Z");
    }

    private void edit(String pattern, String replacement) throws IOException {
        try (var files = Files.walk(home.resolve("state"))) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                var text = Files.readString(file);
                var changed = text.replaceFirst(pattern, replacement);
                assertThat(changed).as(text).isNotEqualTo(text);
                Files.writeString(file, changed);
            }
        }
    }

    @Test
    void ends_with_four_when_denied() throws Exception {
        var login = cli().start("login");
        person.deny(login.userCode());

        assertThat(login.exitCode()).isEqualTo(4);
        assertThat(login.err()).contains("the sign-in was denied");
    }

    @Test
    void ends_with_five_when_the_code_has_expired() throws Exception {
        assertThat(undecided.exitCode()).isEqualTo(5);
        assertThat(undecided.err()).contains("the code has expired");
    }

    @Test
    void ends_with_six_without_a_network() throws Exception {
        var login = new Jar(home, "http://localhost:1").run("login");

        assertThat(login.exitCode()).isEqualTo(6);
        assertThat(login.err()).contains("there is no connection to http://localhost:1");
    }

    @Test
    void ends_with_seven_where_tokens_cannot_be_kept() throws Exception {
        Files.writeString(home.resolve("state"), "not a directory");
        var login = cli().start("login");
        person.approve(login.userCode());

        assertThat(login.exitCode()).isEqualTo(7);
    }

    @Test
    void ends_with_one_hundred_and_thirty_at_ctrl_c_and_at_once() throws Exception {
        var login = cli().start("login");
        assertThat(login.userCode()).isNotEmpty();

        login.interrupt();

        assertThat(login.exitCode()).isEqualTo(130);
        assertThat(login.err()).endsWith("Cancelled.\n");
    }

    @Test
    void ends_with_three_in_a_ci_job_and_after_logout() throws Exception {
        assertThat(cli().with("CI", "true").run("login").exitCode()).isEqualTo(3);

        signIn();
        var logout = cli().run("logout");
        assertThat(logout.exitCode()).isZero();
        assertThat(logout.out()).isEqualTo("Signed out of " + server.url() + " (default).\n");
        assertThat(cli().run("whoami").exitCode()).isEqualTo(3);
    }

    @Test
    void is_content_with_all_that_the_doctor_looks_at() throws Exception {
        signIn();

        var doctor = cli().run("doctor");

        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.out())
                .contains("ok    server: ", "ok    clock: ", "ok    store: file, ", "ok    session: signed in")
                .doesNotContain("fail");
    }

    @Test
    void runs_alone_and_prints_its_help() throws Exception {
        var help = cli().run("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith("Usage: authgate-cli");
        assertThat(cli().run("--version").out()).matches("authgate-cli [0-9].*\n");
        assertThat(cli().run("dance").exitCode()).isEqualTo(2);
    }

    @Test
    void says_why_there_is_no_keychain_where_there_is_none() throws Exception {
        var status = cli().run("status", "--store", "keychain");

        assertThat(status.exitCode()).isEqualTo(7);
    }
}
