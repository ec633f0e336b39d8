package dev.authgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("docs/spec-map.md leads to the code")
class SpecMapTest {
    private static final Path MAP = Path.of("..", "docs", "spec-map.md");
    private static final Path MAIN = Path.of("src", "main", "java", "dev", "authgate", "server");
    private static final Path TESTS = Path.of("src", "test", "java", "dev", "authgate", "server");

    @ParameterizedTest
    @MethodSource("rows")
    void names_a_rule_class_that_mentions_the_section(Row row) throws IOException {
        var source = MAIN.resolve(row.rule() + ".java");

        assertThat(source).isRegularFile();
        assertThat(asOneLine(Files.readString(source))).containsPattern(row.mention());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void names_a_test_class_for_each_section(Row row) {
        assertThat(row.test()).isNotBlank();
        assertThat(TESTS.resolve(row.test() + ".java")).isRegularFile();
    }

    @Test
    void has_rows() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(30);
    }

    static Stream<Row> rows() throws IOException {
        return Files.readString(MAP)
                .lines()
                .filter(line -> line.matches("\\| (RFC|NIST|OWASP) .*"))
                .map(Row::parse);
    }

    /** A comment that goes on in the next line still mentions what it says. */
    private static String asOneLine(String source) {
        return source.replaceAll("\\s*\\n\\s*(\\*|//)?\\s*", " ");
    }

    /** One row: the section, the rule class and the test class, the classes as paths below the server's package. */
    record Row(String section, String rule, String test) {
        static Row parse(String line) {
            var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            return new Row(
                    cells.get(1), cells.get(3).replace("`", ""), cells.get(4).replace("`", ""));
        }

        /** {@code section 3.3} does not mention {@code section 3}, nor the other way round. */
        String mention() {
            var words = section.split(" (?=section )", 2);
            return words.length == 1
                    ? pattern(section)
                    : pattern(words[0]) + "( section [0-9.]+,?( and)?)* " + pattern(words[1]);
        }

        private static String pattern(String words) {
            return Pattern.quote(words) + "(?![0-9]|\\.[0-9])";
        }
    }
}
