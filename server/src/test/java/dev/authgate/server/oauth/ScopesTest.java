package dev.authgate.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 section 3.3: Access Token Scope")
class ScopesTest {
    @Test
    void is_a_list_of_names_in_which_each_counts_once() {
        assertThat(Scopes.parse("read write read")).hasToString("read write");
        assertThat(Scopes.parse("  read  ")).hasToString("read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "é", "a\tb", "a\u007fb", "a\nb"})
    void is_printable_ascii_without_quote_and_backslash(String text) {
        assertThatThrownBy(() -> Scopes.parse(text))
                .isInstanceOf(OAuthException.class)
                .hasMessageContaining("invalid_scope");
    }

    @Test
    void is_any_other_printable_ascii() {
        assertThat(Scopes.parse("!#[]~ https://api.example/read")).hasToString("!#[]~ https://api.example/read");
    }

    @Test
    void holds_another_when_it_has_all_its_names() {
        assertThat(Scopes.parse("read write").containsAll(Scopes.parse("write")))
                .isTrue();
        assertThat(Scopes.parse("read write").containsAll(Scopes.parse("write admin")))
                .isFalse();
        assertThat(Scopes.parse("write admin").beyond(Scopes.parse("read write")))
                .containsExactly("admin");
    }

    @Test
    void is_at_most_two_thousand_characters() {
        assertThatThrownBy(() -> Scopes.parse("a".repeat(2001))).isInstanceOf(OAuthException.class);
    }
}
