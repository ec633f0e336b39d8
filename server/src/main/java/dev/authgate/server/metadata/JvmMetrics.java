package dev.authgate.server.metadata;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jvm.ClassLoadingGaugeSet;
import com.codahale.metrics.jvm.FileDescriptorRatioGauge;
import com.codahale.metrics.jvm.GarbageCollectorMetricSet;
import com.codahale.metrics.jvm.JvmAttributeGaugeSet;
import com.codahale.metrics.jvm.MemoryUsageGaugeSet;
import com.codahale.metrics.jvm.ThreadStatesGaugeSet;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the virtual machine tells of itself, under the names that Dropwizard gives it. Dropwizard's own way starts the JMX
 * server of the platform as well, which takes an eighth of the whole start, and which nobody needs beside
 * {@link MetricsResource}.
 */
public final class JvmMetrics {
    private JvmMetrics() {}

    /** Adds the metrics; once for each registry. */
    public static void register(MetricRegistry registry) {
        registry.register("jvm.attribute", new JvmAttributeGaugeSet());
        registry.register("jvm.classloader", new ClassLoadingGaugeSet());
        registry.register("jvm.filedescriptor", new FileDescriptorRatioGauge());
        registry.register("jvm.gc", new GarbageCollectorMetricSet());
        registry.register("jvm.memory", new MemoryUsageGaugeSet());
        registry.register("jvm.threads", new ThreadStatesGaugeSet());
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).forEach(pool -> registerPool(registry, pool));
    }

    private static void registerPool(MetricRegistry registry, BufferPoolMXBean pool) {
        var name = MetricRegistry.name("jvm.buffers", pool.getName());
        registry.register(MetricRegistry.name(name, "count"), (Gauge<Long>) pool::getCount);
        registry.register(MetricRegistry.name(name, "used"), (Gauge<Long>) pool::getMemoryUsed);
        registry.register(MetricRegistry.name(name, "capacity"), (Gauge<Long>) pool::getTotalCapacity);
    }
}
