package dev.authgate.server.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The metrics of the virtual machine")
final class JvmMetricsTest {
    private final MetricRegistry registry = new MetricRegistry();

    @Test
    void have_the_names_that_dropwizard_gives_them() {
        var dropwizards = new Bootstrap<>(new Application<>() {
            @Override
            public void run(Configuration configuration, Environment environment) {
                // Only its metrics are of interest.
            }
        });
        dropwizards.registerMetrics();

        JvmMetrics.register(registry);

        assertThat(registry.getNames())
                .containsAll(dropwizards.getMetricRegistry().getNames());
    }

    @Test
    void tell_how_much_memory_lies_outside_the_heap() {
        JvmMetrics.register(registry);

        assertThat(registry.gauge("jvm.buffers.direct.count", () -> (Gauge<Long>) () -> -1L)
                        .getValue())
                .isGreaterThanOrEqualTo(0);
    }
}
