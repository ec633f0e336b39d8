package dev.authgate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.cli.settings.Setting;
import dev.authgate.cli.settings.StorePlace;
import dev.authgate.cli.terminal.Camera;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("docs/cli.md keeps to the program")
class CliDocumentTest extends AtTheCommandLine {
    private static final Pattern SESSION = Pattern.compile("```text\n.*?```", Pattern.DOTALL);
    private static final Pattern USER_CODE = Pattern.compile("\\b[A-Z0-9]{4}-[A-Z0-9]{4}\\b");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

    private static String document() throws IOException {
        return Files.readString(Path.of("..", "docs", "cli.md"));
    }

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
    void tells_every_command_and_its_options(String command) throws IOException {
        run(command, "--help");
        var options = OPTION.matcher(out).results().map(MatchResult::group).distinct();

        assertThat(document()).containsPattern("\\| `" + command + "[ `]");
        assertThat(options).isNotEmpty().allMatch(CliDocumentTest::isTold, "is told");
    }

    private static boolean isTold(String option) {
        try {
            return Pattern.compile("`[^`]*" + option + "\\b")
                    .matcher(document())
                    .find();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tells_every_setting_with_its_option_and_default(Setting setting) throws IOException {
        var standard = setting.standard().isEmpty() ? "" : "`" + setting.standard() + "` ";

        assertThat(document()).contains("| `" + setting + "` | `" + setting.flag() + "` | " + standard + "|");
    }

    @ParameterizedTest
    @EnumSource
    void tells_every_place_for_tokens(StorePlace place) throws IOException {
        assertThat(document()).contains("| `" + place.word() + "` |");
    }

    @ParameterizedTest
    @EnumSource
    void tells_every_exit_code(ExitCode code) throws IOException {
        assertThat(document()).contains("\n| " + code.number() + " |");
    }

    @Test
    void shows_each_way_a_sign_in_can_end() throws IOException {
        for (var code : new int[] {0, 2, 3, 4, 5, 6, 7, 130}) {
            assertThat(document()).contains("exit code " + code);
        }
    }

    @Test
    void shows_qr_codes_that_lead_to_the_code_below_them() throws IOException {
        var sessions = SESSION.matcher(document())
                .results()
                .map(MatchResult::group)
                .filter(session -> session.contains("\u2580"))
                .toList();

        assertThat(sessions).hasSizeGreaterThanOrEqualTo(3).allSatisfy(session -> {
            var lines = session.lines()
                    .filter(line -> line.matches(" *[\u2580\u2584\u2588][ \u2580\u2584\u2588]*"))
                    .toList();
            var quietZoneIsPainted = lines.get(0).matches("\u2588+");
            var code = USER_CODE.matcher(session);
            assertThat(code.find()).isTrue();
            assertThat(Camera.read(lines, !quietZoneIsPainted))
                    .isEqualTo("http://localhost:8080/device?user_code=" + code.group());
        });
    }

    @Test
    void names_no_place_of_the_machine_it_was_recorded_on() throws IOException {
        assertThat(document()).doesNotContain("/tmp", "/root", "/work");
    }
}
