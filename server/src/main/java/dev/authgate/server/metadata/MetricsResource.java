package dev.authgate.server.metadata;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Sampling;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The metrics in the Prometheus text format, version 0.0.4, for the admin connector.
 *
 * <p>Written by hand because the exporters refuse the whole scrape over two timer names of Dropwizard that they hold to
 * be the same.
 */
public final class MetricsResource extends HttpServlet {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final transient MetricRegistry registry;

    public MetricsResource(MetricRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain; version=0.0.4; charset=utf-8");
        response.getOutputStream().write(text().getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        var text = new StringBuilder();
        new TreeMap<>(registry.getMetrics()).forEach((name, metric) -> append(text, name(name), metric));
        return text.toString();
    }

    private static String name(String name) {
        var safe = name.replaceAll("[^A-Za-z0-9]+", "_").toLowerCase(Locale.ROOT);
        return safe.startsWith("authgate_") ? safe : "authgate_" + safe;
    }

    private static void append(StringBuilder text, String name, Metric metric) {
        if (metric instanceof Gauge<?> gauge) {
            if (gauge.getValue() instanceof Number number && Double.isFinite(number.doubleValue())) {
                line(text, name, "gauge", number.toString());
            }
        } else if (metric instanceof Sampling sampling && metric instanceof Counting counting) {
            var snapshot = sampling.getSnapshot();
            text.append("# TYPE ").append(name).append("_seconds summary\n");
            quantile(text, name, "0.5", snapshot.getMedian());
            quantile(text, name, "0.95", snapshot.get95thPercentile());
            quantile(text, name, "0.99", snapshot.get99thPercentile());
            text.append(name)
                    .append("_seconds_count ")
                    .append(counting.getCount())
                    .append('\n');
        } else if (metric instanceof Counting counting) {
            line(text, name, "counter", Long.toString(counting.getCount()));
        }
    }

    private static void line(StringBuilder text, String name, String type, String value) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        text.append(name).append(' ').append(value).append('\n');
    }

    private static void quantile(StringBuilder text, String name, String quantile, double nanos) {
        text.append(name).append("_seconds{quantile=\"").append(quantile).append("\"} ");
        text.append(nanos / NANOS).append('\n');
    }
}
