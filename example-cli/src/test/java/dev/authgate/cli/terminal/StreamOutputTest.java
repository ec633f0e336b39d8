package dev.authgate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Results on standard output, everything else on standard error")
class StreamOutputTest {
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

    private StreamOutput output(Set<Stream> terminals, String locale, int columns) {
        return new StreamOutput(results, notes, terminal(terminals, locale, columns));
    }

    private static Terminal terminal(Set<Stream> terminals, String locale, int columns) {
        return Terminal.of(
                new Terminal.Facts(Map.of("LC_ALL", locale), "Linux", "", terminals, () -> new Size(columns, 24)));
    }

    private String notes() {
        return notes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void each_goes_its_own_way() {
        var output = output(Set.of(), "C.UTF-8", 80);

        output.result("admin");
        output.raw(new byte[] {(byte) 0xff, 0});
        output.note("wait…");

        assertThat(results.toByteArray())
                .startsWith("admin".getBytes(StandardCharsets.UTF_8))
                .endsWith(0xff, 0);
        assertThat(notes()).isEqualTo("wait…" + System.lineSeparator());
    }

    @Test
    void under_an_ascii_locale_only_ascii_is_written() {
        var output = output(Set.of(), "C", 80);

        output.result("Zoë…");
        output.note("“x”");

        assertThat(results.toString(StandardCharsets.US_ASCII)).startsWith("Zo?...");
        assertThat(notes()).startsWith("\"x\"");
    }

    @Test
    void a_line_that_is_replaced_hides_the_cursor_and_gives_it_back_once() {
        var output = output(EnumSet.allOf(Stream.class), "C.UTF-8", 80);

        output.status("one");
        output.status("two");
        output.endStatus();
        output.endStatus();

        assertThat(notes()).isEqualTo("\u001b[?25lone\u001b[K" + "\rtwo\u001b[K" + "\r\u001b[K\u001b[?25h");
    }

    @Test
    void a_note_in_between_takes_the_place_of_the_line() {
        var output = output(EnumSet.allOf(Stream.class), "C.UTF-8", 80);

        output.status("waiting");
        output.note("slower");

        assertThat(notes()).endsWith("\r\u001b[Kslower" + System.lineSeparator());
    }

    @Test
    void a_line_that_would_wrap_is_cut() {
        var output = output(EnumSet.allOf(Stream.class), "C.UTF-8", 11);

        output.status("0123456789abc");

        assertThat(notes()).contains("0123456789\u001b[K").doesNotContain("a");
    }

    @Test
    void where_no_line_can_be_replaced_none_is_shown() {
        var output = output(Set.of(Stream.RESULTS), "C.UTF-8", 80);

        output.status("waiting");
        output.endStatus();

        assertThat(notes()).isEmpty();
    }

    @Test
    void the_spinner_turns_until_it_is_closed_and_then_says_nothing_more() {
        var terminal = terminal(EnumSet.allOf(Stream.class), "C", 80);
        var output = new StreamOutput(results, notes, terminal);

        var spinner = Spinner.start(output, terminal, () -> "4:09 left");
        await().until(() -> notes().contains("/ 4:09 left"));
        spinner.close();
        spinner.close();

        assertThat(notes()).contains("| 4:09 left").endsWith("\u001b[?25h");
    }

    @Test
    void the_spinner_does_not_turn_in_a_pipe() {
        var terminal = terminal(Set.of(), "C.UTF-8", 80);

        try (var spinner = Spinner.start(new StreamOutput(results, notes, terminal), terminal, () -> "left")) {
            assertThat(spinner).isNotNull();
        }

        assertThat(notes()).isEmpty();
    }
}
