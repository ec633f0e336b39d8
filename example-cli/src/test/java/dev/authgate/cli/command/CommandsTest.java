package dev.authgate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The words of the command line")
class CommandsTest extends AtTheCommandLine {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "login",
                "status",
                "whoami",
                "token",
                "call",
                "refresh",
                "logout",
                "sessions",
                "doctor",
                "completion"
            })
    void each_command_explains_itself_in_eighty_columns_of_ascii(String command) {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("  " + command + " ");

        assertThat(run(command, "--help")).isEqualTo(ExitCode.OK);

        assertThat(out).startsWith("Usage: authgate-cli " + command);
        assertThat(outLines()).allMatch(line -> line.length() <= 80 && line.matches("\\p{ASCII}*"));
        assertThat(err).isEmpty();
    }

    @Test
    void help_has_colours_on_a_terminal_alone() {
        run("--help");
        assertThat(out).doesNotContain("\u001b");

        onTerminal();
        run("--help");
        assertThat(out).contains("\u001b[1m");
    }

    @Test
    void tell_the_version() {
        assertThat(run("--version")).isEqualTo(ExitCode.OK);

        assertThat(out).startsWith("authgate-cli ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dance", "login --qr=round", "call", "whoami extra", "login --store"})
    void that_cannot_be_understood_end_with_two_and_a_way_on(String words) {
        var typed = Arrays.stream(words.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);

        assertThat(run(typed)).isEqualTo(ExitCode.USAGE);

        assertThat(out).isEmpty();
        assertThat(err).contains("authgate-cli:").contains("--help");
    }

    @Test
    void may_come_from_a_file_of_settings() throws Exception {
        environment.remove("CLIENT_ID");
        var file = Files.writeString(home.resolve("mine"), "CLIENT_ID=my-cli\nAUTHGATE_PROFILE=work\n");
        server.approve();

        assertThat(run("login", "--config", file.toString())).isEqualTo(ExitCode.OK);

        assertThat(out).contains("(profile work)");
    }

    @Test
    void complete_themselves_in_the_shell() {
        assertThat(run("completion")).isEqualTo(ExitCode.OK);

        assertThat(out).contains("complete -F").contains("authgate-cli").contains("--min-ttl");
    }

    @Test
    void an_unexpected_fault_is_one_line_and_no_trace() {
        machine.broken = true;

        assertThat(run("sessions")).isEqualTo(ExitCode.FAULT);

        assertThat(err).contains("This is a defect").doesNotContain("\tat ");
    }
}
