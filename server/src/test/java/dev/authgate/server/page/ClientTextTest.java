package dev.authgate.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Text from clients")
class ClientTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202E",
                "\u202A",
                "\u2066",
                "\u2069",
                "\u200E",
                "\u200F",
                "\u061C",
                "\u0000",
                "\u0007",
                "\u001B",
                "\u007F",
                "\u0085",
                "\u200B",
                "\u2060",
                "\uFEFF",
                "\uE000",
                "\uD800",
                "\uDB40\uDC41"
            })
    void loses_characters_that_nobody_can_see(String invisible) {
        assertThat(ClientText.shown("Ac" + invisible + "me", 20).replace(" ", ""))
                .isEqualTo("Acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme Deploy", "أداة النشر", "می‌خواهم", "क्‍ष", "Ĥélène", "日本語", "👩‍💻 build"})
    void keeps_the_letters_of_every_script(String name) {
        assertThat(ClientText.shown(name, 20)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n\n\nb", "a\r\nb", "a \t b", "a\u2028\u2029b", "\u00A0a\u3000b ", "  a   b  "})
    void has_one_space_where_it_had_lines_or_gaps(String text) {
        assertThat(ClientText.shown(text, 20)).isEqualTo("a b");
    }

    @Test
    void is_cut_by_code_points_and_says_so() {
        assertThat(ClientText.shown("😀😀😀😀", 4)).isEqualTo("😀😀😀😀");
        assertThat(ClientText.shown("😀😀😀😀😀", 4)).isEqualTo("😀😀😀…");
    }

    @Test
    void cannot_build_towers_of_accents() {
        assertThat(ClientText.shown("a" + "\u0301".repeat(50) + "b", 96)).isEqualTo("a\u0301\u0301\u0301b");
    }

    @Test
    void counts_as_absent_when_nothing_readable_is_left() {
        assertThat(ClientText.shownOrNull("\u202E\u0000 ", 20)).isNull();
        assertThat(ClientText.shownOrNull(null, 20)).isNull();
        assertThat(ClientText.shownOrNull(" alex-laptop ", 20)).isEqualTo("alex-laptop");
    }
}
