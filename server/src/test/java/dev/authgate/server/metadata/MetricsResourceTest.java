package dev.authgate.server.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Prometheus text format, version 0.0.4")
class MetricsResourceTest {
    private final MetricRegistry registry = new MetricRegistry();

    @Test
    void gives_a_counter_and_a_meter_as_counters() {
        registry.counter("cleanup.removed.grants").inc(7);
        registry.meter("authgate.answers").mark(3);

        assertThat(text())
                .contains("# TYPE authgate_cleanup_removed_grants counter\nauthgate_cleanup_removed_grants 7\n")
                .contains("# TYPE authgate_answers counter\nauthgate_answers 3\n");
    }

    @Test
    void gives_a_gauge_of_a_number_and_leaves_others_out() {
        registry.gauge("threads", () -> number(42));
        registry.gauge("ratio", () -> number(Double.NaN));
        registry.gauge("state", () -> (Gauge<String>) () -> "fine");

        assertThat(text())
                .contains("# TYPE authgate_threads gauge\nauthgate_threads 42\n")
                .doesNotContain("ratio", "state");
    }

    private static Gauge<Number> number(Number value) {
        return () -> value;
    }

    @Test
    void gives_a_timer_as_a_summary_in_seconds() {
        registry.timer("requests").update(2, TimeUnit.SECONDS);

        assertThat(text())
                .contains("# TYPE authgate_requests_seconds summary")
                .contains("authgate_requests_seconds{quantile=\"0.99\"} 2.0")
                .contains("authgate_requests_seconds_count 1");
    }

    private String text() {
        return new MetricsResource(registry).text();
    }
}
