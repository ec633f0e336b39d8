package dev.authgate.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A server's JSON")
class JsonObjectTest {
    @ParameterizedTest
    @CsvSource({"5, PT5S", "'\"5\"', PT5S", "5.0, PT5S", "0.5, PT0.5S", "5e1, PT50S", "-3, PT-3S", "1e999, PT87600H"})
    void has_seconds_as_numbers_or_in_quotes(String written, Duration meant) throws Exception {
        assertThat(read("{\"interval\":" + written + "}").seconds("interval")).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"soon\"", "\"\"", "true", "[5]", "{\"a\":5}", "\"NaN\""})
    void has_no_seconds_in_anything_else(String written) throws Exception {
        assertThat(read("{\"interval\":" + written + "}").seconds("interval")).isEmpty();
    }

    @Test
    void has_an_empty_text_for_none() throws Exception {
        assertThat(read("{\"scope\":\"\"}").text("scope")).isEmpty();
    }

    @Test
    void has_scopes_in_a_text_or_in_an_array() throws Exception {
        assertThat(read("{\"scope\":\" read  write \"}").words("scope")).containsExactly("read", "write");
        assertThat(read("{\"scope\":[\"read\",\"write\",7]}").words("scope")).containsExactly("read", "write");
        assertThat(read("{\"scope\":\"\"}").words("scope")).isEmpty();
        assertThat(read("{}").words("scope")).isEmpty();
    }

    @Test
    void has_truth_as_such_or_in_quotes() throws Exception {
        assertThat(read("{\"active\":true}").flag("active")).contains(true);
        assertThat(read("{\"active\":\"false\"}").flag("active")).contains(false);
        assertThat(read("{\"active\":1}").flag("active")).isEmpty();
    }

    @Test
    void has_times_in_seconds() throws Exception {
        assertThat(read("{\"exp\":1893499200}").instant("exp")).contains(Instant.parse("2030-01-01T12:00:00Z"));
        assertThat(read("{\"exp\":1e300}").instant("exp")).contains(Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(read("{}").instant("exp")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{\"a\":1",
                "{\"a\":\"secret-that-is-cut",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1}{}",
                "{\"a\":1} rubbish",
                "{a:1}",
                "<html></html>",
                "{\"a\":01}"
            })
    void is_refused_when_it_is_not_one_object(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageNotContaining("secret-that");
    }

    @Test
    void is_refused_when_it_is_too_deep() {
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(10_000))).isInstanceOf(IOException.class);
    }

    @Test
    void shows_its_names_only() throws Exception {
        assertThat(read("{\"access_token\":\"abc\"}")).hasToString("JsonObject[access_token]");
    }

    /** Whatever comes: an object or the one exception, and soon. */
    @Test
    void never_breaks_the_reader() {
        var random = new Random(42);
        var seed = ("{\"access_token\":\"ey.a-b_c\",\"expires_in\":3600,\"n\":[1,-2.5e10,{\"x\":null}],"
                        + "\"t\":true,\"u\":\"\\u00e9\\n\"}")
                .getBytes(StandardCharsets.UTF_8);
        for (var round = 0; round < 5_000; round++) {
            var text = mutated(seed, random);
            try {
                var object = JsonObject.read(text);
                for (var name : object.names()) {
                    object.text(name);
                    object.seconds(name);
                    object.instant(name);
                    object.words(name);
                    object.flag(name);
                }
            } catch (IOException refused) {
                assertThat(refused.getMessage()).hasSizeLessThan(100);
            }
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        var text = seed.clone();
        for (var change = random.nextInt(8); change >= 0; change--) {
            var at = random.nextInt(text.length);
            switch (random.nextInt(3)) {
                case 0 -> text[at] = (byte) random.nextInt(256);
                case 1 -> text[at] = (byte) "{}[]\",:0-e.\\u".charAt(random.nextInt(13));
                default -> text = Arrays.copyOf(text, Math.max(1, at));
            }
        }
        return text;
    }

    private static JsonObject read(String text) throws IOException {
        return JsonObject.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
