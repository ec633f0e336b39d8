package dev.authgate.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SCOPE_DESCRIPTIONS: what scopes allow, in words")
class ScopeDescriptionsTest {
    private final Map<String, String> environment = new HashMap<>();

    private Map<String, String> file(String text) {
        return new SettingsFile(environment).parse("config.yml", text).scopeDescriptions();
    }

    private Map<String, String> variable(String text) {
        environment.put("SCOPE_DESCRIPTIONS", text);
        return file("");
    }

    @Test
    void are_none_unless_they_are_set() {
        assertThat(file("")).isEmpty();
        assertThat(file("scope_descriptions:\n")).isEmpty();
        assertThat(variable(" ; ;")).isEmpty();
    }

    @Test
    void are_a_line_with_semicolons_in_the_environment() {
        assertThat(variable(" email = See your e-mail address ;backups=Read backups, 1 = all;"))
                .containsOnly(
                        Map.entry("email", "See your e-mail address"), Map.entry("backups", "Read backups, 1 = all"));
    }

    @Test
    void are_a_block_in_the_file_or_the_same_line() {
        var expected = Map.of("urn:x/backups", "Read your \u00fc backups: all", "7", "Seven");

        assertThat(file("scope_descriptions:\n  urn:x/backups: 'Read your \u00fc backups: all'\n  7: Seven\nport: 1\n"))
                .isEqualTo(expected);
        assertThat(file("scope_descriptions: 'urn:x/backups=Read your \u00fc backups: all;7=Seven'"))
                .isEqualTo(expected);
    }

    @Test
    void of_the_environment_win_over_the_file() {
        environment.put("SCOPE_DESCRIPTIONS", "email=Mail");

        assertThat(file("scope_descriptions:\n  email: Other\n  more: More\n"))
                .containsOnly(Map.entry("email", "Mail"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email                 | \"email\" is not a description of a scope; write name=words, with a semicolon"
                        + " between two of them",
                "=words                | \"=words\" is not a description of a scope; write name=words, with a semicolon"
                        + " between two of them",
                "a b=words             | \"a b\" is not the name of a scope; allowed: 1 to 80 printable ASCII characters",
                "email=                | \"email=\" has no such words; allowed: 1 to 160 characters on one line",
                "email=One;email=Two   | \"email\" is described twice"
            })
    void that_are_wrong_are_answered_with_what_is_allowed(String text, String message) {
        assertThatThrownBy(() -> variable(text)).hasMessage("SCOPE_DESCRIPTIONS: " + message);
    }

    @Test
    void have_an_end() {
        var longest = "x".repeat(160);
        var most = IntStream.range(0, 100).mapToObj(i -> "s" + i + "=x").collect(Collectors.joining(";"));

        assertThat(variable("email=" + longest)).containsEntry("email", longest);
        assertThatThrownBy(() -> variable("email=" + longest + "x")).hasMessageEndingWith("160 characters on one line");
        assertThat(variable(most)).hasSize(100);
        assertThatThrownBy(() -> variable(most + ";more=x"))
                .hasMessage("SCOPE_DESCRIPTIONS: describes 101 scopes; allowed: at most 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: x;y", "'a;b': x", "'a=b': x"})
    void in_the_file_do_not_hold_what_separates_them(String line) {
        assertThatThrownBy(() -> file("scope_descriptions:\n  " + line + "\n"))
                .hasMessageContaining("hold a semicolon, or the name an equals sign");
    }

    @Test
    void in_the_file_are_one_line_each() {
        assertThatThrownBy(() -> file("scope_descriptions:\n  a:\n    - x\n"))
                .hasMessage("SCOPE_DESCRIPTIONS: \"a\" has its words on the same line, not a list or a block");
        assertThatThrownBy(() -> file("scope_descriptions:\n  - a\n"))
                .hasMessage("SCOPE_DESCRIPTIONS: has one value on the same line, not a list or a block");
    }
}
