package dev.authgate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A QR code in letters")
class QrCodeTest {
    private static final String PAGE = "http://localhost:8080/device?user_code=BCDF-GHJK";

    private final QrCode code = QrCode.of(PAGE);

    @ParameterizedTest
    @CsvSource({"HALF_BLOCKS, ANSI", "HALF_BLOCKS, NONE", "ASCII, ANSI", "ASCII, NONE"})
    void can_be_read_by_a_camera(QrForm form, Ink ink) {
        var lines = code.lines(form, ink);

        assertThat(lines).hasSize(code.rows(form));
        assertThat(Camera.read(lines)).isEqualTo(PAGE);
    }

    @Test
    void of_a_sign_in_at_this_machine_fits_eighty_by_twenty_four() {
        assertThat(code.columns(QrForm.HALF_BLOCKS)).isEqualTo(37);
        assertThat(code.rows(QrForm.HALF_BLOCKS)).isEqualTo(19);
        assertThat(QrWish.AUTO.form(code, terminal("", 80, 24))).contains(QrForm.HALF_BLOCKS);
    }

    @Test
    void says_its_colours_so_that_it_is_black_on_white_everywhere() {
        assertThat(code.lines(QrForm.HALF_BLOCKS, Ink.ANSI))
                .allMatch(line -> line.startsWith("\u001b[38;5;16;48;5;231m"));
        assertThat(String.join("", code.lines(QrForm.HALF_BLOCKS, Ink.NONE))).doesNotContain("\u001b");
    }

    @Test
    void in_ascii_has_no_other_letters() {
        assertThat(String.join("", code.lines(QrForm.ASCII, Ink.NONE))).matches("[# ]+");
    }

    @Test
    void of_a_text_that_is_too_long_there_is_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.of("x".repeat(3000)));
    }

    private static Terminal terminal(String variable, int columns, int rows) {
        var pair = variable.split("=", 2);
        var environment = pair.length < 2
                ? Map.<String, String>of("LANG", "C.UTF-8")
                : Map.of("LANG", "C.UTF-8", pair[0], pair[1]);
        return Terminal.of(new Terminal.Facts(
                environment, "Linux", "", EnumSet.allOf(Stream.class), () -> new Size(columns, rows)));
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, TERM=xterm, 80, 24, HALF_BLOCKS",
        "AUTO, TERM=xterm, 36, 24,",
        "AUTO, TERM=xterm, 80, 23,",
        "AUTO, TERM=dumb, 80, 24,",
        "AUTO, LC_ALL=C, 80, 24,",
        "ALWAYS, TERM=dumb, 10, 5, HALF_BLOCKS",
        "ALWAYS, LC_ALL=C, 80, 24, ASCII",
        "ASCII, TERM=xterm, 80, 24, ASCII",
        "NEVER, TERM=xterm, 80, 24,"
    })
    void is_drawn_where_it_is_wanted_and_seen(QrWish wish, String variable, int columns, int rows, QrForm form) {
        assertThat(wish.form(code, terminal(variable, columns, rows)).orElse(null))
                .isEqualTo(form);
    }

    @Test
    void is_not_drawn_into_a_pipe() {
        var pipe = Terminal.of(new Terminal.Facts(
                Map.of("LANG", "C.UTF-8"), "Linux", "", EnumSet.noneOf(Stream.class), () -> Size.UNKNOWN));

        assertThat(QrWish.AUTO.form(code, pipe)).isEmpty();
    }
}
