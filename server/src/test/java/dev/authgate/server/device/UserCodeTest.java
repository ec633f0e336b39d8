package dev.authgate.server.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.oauth.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8628 section 6.1: User Code Recommendations")
class UserCodeTest {
    @Test
    void is_eight_letters_without_vowels_shown_in_two_halves() {
        var shown = UserCode.draw(new Secrets()).shown();

        assertThat(shown).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
    }

    @Test
    void uses_every_letter_of_the_alphabet() {
        var secrets = new Secrets();

        var letters = IntStream.range(0, 1000)
                .mapToObj(i -> UserCode.draw(secrets).letters())
                .flatMap(code -> code.chars().mapToObj(c -> (char) c))
                .collect(Collectors.toSet());

        assertThat(letters).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WDJB-MJHT", "wdjbmjht", " wdjb mjht ", "wDjB—mJhT", "W-D-J-B M J H T", "wdjb\u00a0mjht"})
    void does_not_mind_case_spaces_and_dashes(String typed) {
        assertThat(UserCode.typed(typed)).contains(new UserCode("WDJBMJHT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "WDJB", "WDJB-MJHTX", "AEIO-UAEI", "12345678", "İſKB-MJHT", "<script>", "WDJB\0MJHT", "%"})
    void takes_nothing_else_for_a_code(String typed) {
        assertThat(UserCode.typed(typed)).isEmpty();
    }

    @Test
    void reads_no_further_than_a_person_would_type() {
        assertThat(UserCode.typed("A".repeat(20_000))).isEmpty();
    }

    @Test
    void never_shows_itself_in_a_log() {
        assertThat(new UserCode("WDJBMJHT")).hasToString("UserCode[hidden]");
    }

    @Test
    void can_only_be_made_of_its_alphabet() {
        assertThatThrownBy(() -> new UserCode("WDJB-MJH")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UserCode("WDJBMJH")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void is_stored_as_a_keyed_hash_and_found_under_a_former_key_too() {
        var code = new UserCode("WDJBMJHT");
        var former = new UserCodeKeys(List.of(bytes("former key")));
        var both = new UserCodeKeys(List.of(bytes("new key"), bytes("former key")));

        assertThat(both.hash(code)).isNotEqualTo(former.hash(code)).doesNotContain("WDJB");
        assertThat(both.hashes(code)).containsExactly(both.hash(code), former.hash(code));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
