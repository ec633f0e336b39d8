package dev.authgate.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.token.Grants.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A place in the list of sessions")
class ListPlaceTest {
    @Test
    void is_found_again() {
        var place = new Position(Instant.parse("2026-01-01T12:00:00.123Z"), "0197c2f4-e1b3-7c11-8f00-2b6d3c9a5e10");

        assertThat(ListPlace.parse(ListPlace.text(place))).isEqualTo(place);
        assertThat(ListPlace.text(place)).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "nope", "%00", "\u202e", "AAAA"})
    void is_the_start_when_it_is_none(String text) {
        assertThat(ListPlace.parse(text)).isEqualTo(Position.newest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "1", "1 ", " a", "1 \0", "1 a'b", "1e20 a", "99999999999999999999 a", "x a", "1 a b"})
    void is_the_start_when_it_was_made_up(String plain) {
        var text = Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));

        assertThat(ListPlace.parse(text)).isEqualTo(Position.newest());
    }

    @Test
    void is_the_start_when_it_is_long() {
        assertThat(ListPlace.parse("A".repeat(1_000_000))).isEqualTo(Position.newest());
    }
}
