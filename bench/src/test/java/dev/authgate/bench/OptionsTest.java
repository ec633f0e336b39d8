package dev.authgate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The words after bench/run")
class OptionsTest {
    private static final Path DOCUMENT = Path.of("docs/benchmarks.md");

    @Test
    void renew_the_document_after_a_full_run_only() {
        assertThat(options().documents(DOCUMENT)).containsExactly(DOCUMENT);
        assertThat(options("--quick").documents(DOCUMENT)).isEmpty();
        assertThat(options("--no-doc").documents(DOCUMENT)).isEmpty();
        assertThat(options("--quick", "--doc", "x.md").documents(DOCUMENT)).containsExactly(Path.of("x.md"));
    }

    @Test
    void name_rows_with_blanks_between_commas() {
        assertThat(options("--rows", "device requests, refresh").words("--rows"))
                .containsExactly("device requests", "refresh");
    }

    @Test
    void give_the_server_options_and_variables() {
        assertThat(options("--java-opts", "-Xmx1g -ea", "--env", "A=b=c").environment())
                .containsEntry("JAVA_OPTS", "-Xmx1g -ea")
                .containsEntry("A", "b=c");
    }

    @ParameterizedTest
    @CsvSource({"--fast,--fast", "--seconds,--seconds needs a value", "--env,--env needs a value"})
    void are_refused_when_nobody_knows_them(String word, String message) {
        assertThatThrownBy(() -> options(word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void are_refused_with_numbers_that_make_no_sense() {
        assertThatThrownBy(() -> options("--workers", "1,none").workers()).hasMessageContaining("none");
        assertThatThrownBy(() -> options("--rounds", "0").rounds()).hasMessageContaining("--rounds");
        assertThatThrownBy(() -> options("--scale", "-1").scale(1)).hasMessageContaining("--scale");
        assertThatThrownBy(() -> options("--growth", "--two-nodes").section()).hasMessageContaining("--growth");
    }

    private static Options options(String... words) {
        return new Options(List.of(words));
    }
}
