package dev.authgate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.cli.terminal.Browser;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("doctor")
class DoctorCommandTest extends AtTheCommandLine {
    private String line(String subject) {
        return outLines().stream()
                .filter(line -> line.contains("  " + subject + ": "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line for " + subject + " in\n" + out));
    }

    @Test
    void finds_all_in_order_where_it_is() {
        signedIn();
        onTerminal();
        environment.put("NO_COLOR", "1");
        machine.browser = new Browser.Found(List.of("xdg-open"));

        assertThat(run("doctor")).isEqualTo(ExitCode.OK);

        assertThat(outLines()).allMatch(line -> line.startsWith("ok    ") || line.startsWith("warn  clock"));
        assertThat(line("CLIENT_ID")).contains("my-cli, from environment variable CLIENT_ID");
        assertThat(line("server")).contains("takes device sign-ins, ends tokens");
        assertThat(line("TLS")).contains("not used: localhost is this machine");
        assertThat(line("store")).contains("memory, this process");
        assertThat(line("session")).contains("signed in to");
        assertThat(line("terminal")).contains("80 x 24, without colours");
        assertThat(line("browser")).contains("opened by xdg-open");
        assertThat(line("settings file")).contains("(not there, and need not be)");
    }

    @Test
    void says_what_to_do_about_what_is_missing() throws Exception {
        environment.remove("CLIENT_ID");
        environment.put("LC_ALL", "C");
        var config = home.resolve(".config/authgate-cli/config");
        Files.createDirectories(config.getParent());
        Files.writeString(config, "AUTHGATE_PROFILE=work\n");

        assertThat(run("doctor")).isEqualTo(ExitCode.USAGE);

        assertThat(line("CLIENT_ID")).startsWith("fail").contains("CLIENT_ID is not set");
        assertThat(line("AUTHGATE_PROFILE")).contains("work, from " + config + " line 1");
        assertThat(line("settings file")).endsWith(config.toString());
        assertThat(line("session")).startsWith("warn");
        assertThat(out).contains("        Sign in: authgate-cli login");
        assertThat(line("terminal")).startsWith("warn").contains("standard error is not one");
        assertThat(line("letters")).startsWith("warn");
        assertThat(line("browser")).contains("not opened here: this is a test");
    }

    @Test
    void ends_with_six_without_a_server() {
        server.close();

        assertThat(run("doctor")).isEqualTo(ExitCode.NETWORK);

        assertThat(line("server")).startsWith("fail").contains("there is no connection");
        assertThat(out).contains("Check the network");
        assertThat(line("store")).startsWith("ok");
    }

    @Test
    void ends_with_one_when_the_address_is_no_server() {
        server.on("/.well-known/oauth-authorization-server").fail(404);

        assertThat(run("doctor")).isEqualTo(ExitCode.FAULT);

        assertThat(line("server")).startsWith("fail").contains("metadata");
    }

    @Test
    void ends_with_seven_when_tokens_cannot_be_kept() {
        machine.store = new BrokenStore();

        assertThat(run("doctor")).isEqualTo(ExitCode.STORE);

        assertThat(line("store")).startsWith("fail").contains("the disk is full");
    }

    @Test
    void warns_of_a_store_that_is_not_the_one_that_was_wanted() {
        machine.notice = "The keychain is not used: there is none.";

        run("doctor", "--store", "auto");

        assertThat(line("store")).startsWith("warn");
        assertThat(out).contains("The keychain is not used");
    }

    @Test
    void warns_of_a_clock_that_is_wrong() {
        server.on("/").answer(200, "Date", "Tue, 01 Jan 2030 11:55:00 GMT", "{}");
        assertThat(run("doctor")).isEqualTo(ExitCode.OK);
        assertThat(line("clock")).startsWith("warn").contains("5 min ahead of the server's");

        server.on("/").answer(200, "Date", "Tue, 01 Jan 2030 12:00:10 GMT", "{}");
        run("doctor");
        assertThat(line("clock")).startsWith("ok").contains("10 s behind the server's");

        server.on("/").answer(200, "Date", "Tue, 01 Jan 2030 12:00:00 GMT", "{}");
        run("doctor");
        assertThat(line("clock")).startsWith("ok").contains("agrees with the server's");
    }

    @Test
    void tells_of_hand_over_where_the_server_has_it() {
        server.holdsPollsFor(Duration.ofSeconds(30));

        run("doctor");

        assertThat(line("server")).contains("answers at once (waits 30 s)");
    }

    @Test
    void goes_on_when_the_settings_cannot_be_read() {
        assertThat(run("doctor", "--config", home.resolve("missing").toString()))
                .isEqualTo(ExitCode.USAGE);

        assertThat(line("settings")).startsWith("fail").contains("There is no file");
        assertThat(line("browser")).isNotEmpty();
    }

    @Test
    void names_every_wrong_setting() {
        environment.put("AUTHGATE_URL", "not an address");
        environment.put("AUTHGATE_STORE", "cloud");

        assertThat(run("doctor")).isEqualTo(ExitCode.USAGE);

        assertThat(line("AUTHGATE_URL")).startsWith("fail");
        assertThat(line("AUTHGATE_STORE")).startsWith("fail");
        assertThat(out).doesNotContain("  server: ").doesNotContain("  store: ");

        environment.put("AUTHGATE_URL", "http://auth.example.com");
        environment.remove("AUTHGATE_STORE");
        assertThat(run("doctor")).isNotEqualTo(ExitCode.OK);
        assertThat(line("server")).startsWith("fail").contains("https");
    }

    @Test
    void leaves_the_file_in_the_working_directory_alone() {
        machine.store = new BrokenStore();

        assertThat(run("doctor", "--store", "working-directory")).isEqualTo(ExitCode.OK);
    }

    @Test
    void tells_of_a_dumb_terminal() {
        onTerminal();
        environment.put("TERM", "dumb");

        run("doctor");

        assertThat(line("terminal")).startsWith("warn").contains("TERM=dumb");
    }

    @Test
    void is_an_object_a_line_for_programs() {
        run("doctor", "--json");

        assertThat(outLines()).allMatch(line -> line.startsWith("{\"check\":\"") && line.endsWith("}"));
        assertThat(out)
                .contains("\"grade\":\"ok\"")
                .contains("\"grade\":\"warn\"")
                .contains("\"advice\":\"");
    }
}
