package dev.authgate.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ASVS 16.4.1: one event, one line")
class OneLineLayoutTest {
    private final LoggerContext context = new LoggerContext();

    private String written(Level level, String message, @Nullable Throwable problem) {
        var logger = context.getLogger("dev.authgate.server.Thing");
        var event = new LoggingEvent("", logger, level, message, problem, null);
        event.setInstant(Instant.parse("2026-01-01T12:00:00.5Z"));
        event.setMDCPropertyMap(Map.of());
        return new OneLineLayout().doLayout(event);
    }

    @Test
    void holds_the_time_in_utc_the_level_who_and_what() {
        assertThat(written(Level.INFO, "hello", null)).isEqualTo("2026-01-01T12:00:00.500Z INFO  Thing hello\n");
    }

    @Test
    void a_name_with_line_breaks_cannot_forge_a_line() {
        assertThat(written(Level.INFO, "a\r\n2026-01-01 INFO admin\tlogged\u001b[1m in\u2028", null))
                .endsWith(" Thing a\\r\\n2026-01-01 INFO admin\\tlogged\\u001b[1m in\\u2028\n");
    }

    @Test
    void a_fault_brings_its_stack_trace_indented() {
        var text = written(Level.ERROR, "broken", new IllegalStateException("x\n2026-01-01 INFO forged"));

        var lines = text.lines().toList();
        assertThat(lines.get(0)).endsWith(" Thing broken");
        assertThat(lines.subList(1, lines.size())).isNotEmpty().allMatch(line -> line.startsWith("\t"));
        assertThat(text).contains("OneLineLayoutTest");
    }

    @Test
    void anything_less_brings_one_line_and_no_stack_trace() {
        assertThat(written(Level.WARN, "odd", new IllegalStateException("x\ny")))
                .endsWith(" Thing odd: java.lang.IllegalStateException: x\\ny\n");
    }
}
