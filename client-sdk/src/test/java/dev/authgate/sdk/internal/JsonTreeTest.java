package dev.authgate.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("JSON that is kept or signed")
final class JsonTreeTest {
    private final JsonTree json = new JsonTree(1000);

    private Map<String, Object> read(String text) throws IOException {
        return json.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void is_read_as_it_stands() throws Exception {
        var members = read("{\"s\":\"é\",\"n\":1,\"big\":12345678901234567890,\"f\":1.50,\"t\":true,\"no\":false,"
                + "\"nil\":null,\"l\":[1,[2]],\"o\":{\"a\":{}}}");

        assertThat(members)
                .containsEntry("s", "é")
                .containsEntry("n", 1L)
                .containsEntry("big", new BigDecimal("12345678901234567890"))
                .containsEntry("f", new BigDecimal("1.50"))
                .containsEntry("t", true)
                .containsEntry("no", false)
                .containsEntry("nil", JsonTree.NULL)
                .containsEntry("l", List.of(1L, List.of(2L)))
                .containsEntry("o", Map.of("a", Map.of()));
        assertThat(JsonTree.NULL).hasToString("null");
    }

    @Test
    void is_written_so_that_it_reads_the_same() throws Exception {
        var members =
                read("{\"s\":\"a\\\"b\\u0000\",\"n\":-5,\"f\":1.50,\"t\":true,\"nil\":null,\"l\":[1,{\"x\":[]}]}");

        assertThat(json.readObject(json.write(members))).isEqualTo(members);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "5",
                "{",
                "{}{}",
                "{} x",
                "{\"secret\":\"secret\",\"secret\":1}",
                "{\"secret\":{\"b\":1,\"b\":2}}",
                "{'secret':1}",
                "{\"a\":secret}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}"
            })
    void is_refused_without_a_word_of_its_content(String text) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(text))
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("secret"))
                .withNoCause();
    }

    @Test
    void is_no_longer_than_allowed() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read("{\"a\":\"" + "x".repeat(20_000) + "\"}"));
    }
}
