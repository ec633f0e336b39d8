package dev.authgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7240 section 4.3: the preference \"wait\"")
class PreferHeaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            wait=10                                  | 10
            WAIT=10                                  | 10
            wait = 10                                | 10
            wait="10"                                | 10
            wait=0                                   | 0
            wait=999999999                           | 999999999
            respond-async, wait=10                   | 10
            foo; bar="a, wait=3", wait=7             | 7
            foo="a \\", wait=3", wait=7              | 7
            wait=4; foo=bar                          | 4
            wait=5, wait=9                           | 5
            `  wait=6  ,`                            | 6
            """)
    void is_a_number_of_seconds_among_other_preferences(String header, long seconds) {
        assertThat(PreferHeader.wait(List.of(header))).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wait",
                "wait=",
                "wait=x",
                "wait=-1",
                "wait=1.5",
                "wait=5s",
                "wait=9999999999",
                "wait=\"5",
                "await=5",
                "foo=\"wait=5",
                "wait=x, wait=5"
            })
    void is_ignored_when_it_cannot_be_understood(String header) {
        assertThat(PreferHeader.wait(List.of(header))).isEmpty();
    }

    @Test
    void may_come_in_any_of_several_headers_and_the_first_counts() {
        assertThat(PreferHeader.wait(List.of("foo", "wait=2", "wait=3"))).contains(Duration.ofSeconds(2));
        assertThat(PreferHeader.wait(List.of())).isEmpty();
    }
}
