package dev.authgate.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A document with parts that are measured")
class DocumentTest {
    private static final String WRITTEN =
            "# Title\n\n<!-- bench: rates X -->\nold\n<!-- bench: end of rates X -->\n\nafter\n";

    @Test
    void keeps_what_stands_around_the_part() throws IOException {
        assertThat(Document.renewed(WRITTEN, "rates X", "new"))
                .isEqualTo("# Title\n\n<!-- bench: rates X -->\nnew\n<!-- bench: end of rates X -->\n\nafter\n");
    }

    @Test
    void gets_a_part_that_it_does_not_have_at_its_end() throws IOException {
        assertThat(Document.renewed(WRITTEN, "rates Y", "new"))
                .isEqualTo(WRITTEN + "\n<!-- bench: rates Y -->\nnew\n<!-- bench: end of rates Y -->\n");
    }

    @Test
    void is_left_alone_when_the_end_of_the_part_is_lost() {
        assertThatThrownBy(() -> Document.renewed("<!-- bench: rates X -->\nold", "rates X", "new"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("end of rates X");
    }
}
