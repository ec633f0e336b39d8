package dev.authgate.cli.terminal;

import static dev.authgate.cli.terminal.Stream.INPUT;
import static dev.authgate.cli.terminal.Stream.NOTES;
import static dev.authgate.cli.terminal.Stream.RESULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What a terminal can do")
class TerminalTest {
    private static final Set<Stream> ALL = Set.of(INPUT, RESULTS, NOTES);

    private static Terminal terminal(String environment, String system, String encoding) {
        return terminal(variables(environment), system, encoding, ALL);
    }

    private static Terminal terminal(
            Map<String, String> environment, String system, String encoding, Set<Stream> terminals) {
        return Terminal.of(new Terminal.Facts(environment, system, encoding, terminals, () -> new Size(80, 24)));
    }

    private static Map<String, String> variables(String text) {
        var variables = new HashMap<String, String>();
        for (var pair : text.split(" ", -1)) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                variables.put(parts[0], parts[1]);
            }
        }
        return variables;
    }

    /** Environment, system, colours on a terminal, colours in a pipe. */
    static List<Arguments> colours() {
        return List.of(
                arguments("TERM=xterm-256color", "Linux", true, false),
                arguments("TERM=dumb", "Linux", false, false),
                arguments("TERM=xterm NO_COLOR=1", "Linux", false, false),
                arguments("TERM=xterm NO_COLOR=", "Linux", true, false),
                arguments("TERM=xterm CLICOLOR=0", "Linux", false, false),
                arguments("TERM=dumb CLICOLOR_FORCE=1", "Linux", true, true),
                arguments("CLICOLOR_FORCE=0", "Linux", true, false),
                arguments("CLICOLOR_FORCE=1 NO_COLOR=1", "Linux", false, false),
                arguments("", "Mac OS X", true, false),
                arguments("", "Windows 11", false, false),
                arguments("WT_SESSION=5d0", "Windows 11", true, false),
                arguments("TERM=xterm", "Windows 11", true, false));
    }

    @ParameterizedTest
    @MethodSource("colours")
    void colours_follow_the_customs(String environment, String system, boolean shown, boolean piped) {
        assertThat(terminal(environment, system, "UTF-8").ink(NOTES)).isEqualTo(shown ? Ink.ANSI : Ink.NONE);
        assertThat(terminal(variables(environment), system, "UTF-8", Set.of()).ink(NOTES))
                .isEqualTo(piped ? Ink.ANSI : Ink.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "LANG=en_US.UTF-8, ANSI_X3.4-1968, UNICODE",
        "LANG=C.utf8, '', UNICODE",
        "LC_ALL=C LANG=en_US.UTF-8, UTF-8, ASCII",
        "LC_CTYPE=POSIX LANG=en_US.UTF-8, UTF-8, ASCII",
        "LC_ALL= LC_CTYPE=UTF-8, ANSI_X3.4-1968, UNICODE",
        "TERM=xterm, UTF-8, UNICODE",
        "TERM=xterm, ANSI_X3.4-1968, ASCII",
        "WT_SESSION=1, Cp65001, UNICODE",
        "LANG=de_DE.ISO-8859-1, ISO-8859-1, ASCII"
    })
    void the_locale_says_which_letters_arrive(String environment, String encoding, Letters letters) {
        assertThat(terminal(environment, "Linux", encoding).letters()).isEqualTo(letters);
    }

    @Test
    void each_stream_is_judged_by_itself() {
        var terminal = terminal(Map.of(), "Linux", "UTF-8", Set.of(NOTES));

        assertThat(terminal.shows(RESULTS)).isFalse();
        assertThat(terminal.ink(RESULTS)).isEqualTo(Ink.NONE);
        assertThat(terminal.ink(NOTES)).isEqualTo(Ink.ANSI);
        assertThat(terminal.movesCursor()).isTrue();
    }

    @Test
    void a_dumb_terminal_and_a_pipe_write_line_after_line() {
        assertThat(terminal("TERM=dumb", "Linux", "UTF-8").movesCursor()).isFalse();
        assertThat(terminal(Map.of(), "Linux", "UTF-8", Set.of(RESULTS)).movesCursor())
                .isFalse();
    }

    @Test
    void in_ascii_what_is_known_is_spelled_out_and_the_rest_marked() {
        assertThat(Letters.ASCII.fit("“wait” – a moment’s… 漢")).isEqualTo("\"wait\" - a moment's... ?");
        assertThat(Letters.UNICODE.fit("“wait” – a moment’s…")).isEqualTo("“wait” – a moment’s…");
    }

    @ParameterizedTest
    @CsvSource({"'24 80\n', true", "'0 0\n', false", "'stty: stdin isn''t a terminal', false", "'', false"})
    void the_size_is_read_as_stty_prints_it(String printed, boolean known) {
        assertThat(Size.printedByStty(printed).isPresent()).isEqualTo(known);
    }

    @Test
    void stty_names_lines_before_columns() {
        assertThat(Size.printedByStty("24 80\n")).contains(new Size(80, 24));
    }

    @Test
    void words_of_others_cannot_steer_the_terminal() {
        assertThat(Printable.line("ada\u001b[2J\r\nroot\u202e\u0007")).isEqualTo("ada [2J root");
        assertThat(Printable.text("a\u001b[31m\n\tb")).isEqualTo("a[31m\n\tb");
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00", "-5, 0:00", "59, 0:59", "249, 4:09", "3599, 59:59", "3600, 1:00:00", "7322, 2:02:02"})
    void the_clock_runs_down(long seconds, String shown) {
        assertThat(TimeLeft.clock(Duration.ofSeconds(seconds))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"42, 42 s", "119, 119 s", "120, 2 min", "7199, 119 min", "7200, 2 h", "172799, 47 h", "172800, 2 d"})
    void long_times_are_rounded_down(long seconds, String shown) {
        assertThat(TimeLeft.about(Duration.ofSeconds(seconds))).isEqualTo(shown);
    }
}
