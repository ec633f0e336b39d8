package dev.authgate.server.runtime;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.authgate.server.config.ListenSettings;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jersey.filter.AllowedMethodsFilter;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.GzipHandlerFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.MutableServletContextHandler;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import jakarta.servlet.Servlet;
import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.FilterMapping;
import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/** Where the server listens, and how long it puts up with slow or greedy peers. */
public final class Listeners extends DefaultServerFactory {
    private static final int THREADS = 128;
    private static final int ADMIN_THREADS = 8;
    private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;

    /** A form of 200 bytes then has six seconds to arrive; a sender that drips is cut off. */
    private static final DataSize SLOWEST_BODY = DataSize.bytes(32);

    /**
     * Headers that a connection repeats would be kept for it, in 50 KB of heap from its second request on: thousands of
     * devices that wait on kept-alive connections would not fit.
     */
    private static final DataSize NO_HEADER_CACHE = DataSize.bytes(0);

    public Listeners(ListenSettings settings) {
        setApplicationConnectors(List.of(connector(settings.host(), settings.port())));
        setAdminConnectors(List.of(connector(settings.adminHost(), settings.adminPort())));
        setMaxThreads(THREADS);
        setAdminMaxThreads(ADMIN_THREADS);
        setEnableVirtualThreads(Runtime.version().feature() >= FIRST_JDK_WITH_VIRTUAL_THREADS);
        setEnableThreadNameFilter(false);
        setShutdownGracePeriod(Duration.seconds(30));
        setRegisterDefaultExceptionMappers(false);
        withoutCompression();
        withoutRequestLog();
    }

    private static ConnectorFactory connector(String host, int port) {
        var connector = new HttpConnectorFactory();
        connector.setBindHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(Duration.seconds(30));
        connector.setMinRequestDataPerSecond(SLOWEST_BODY);
        connector.setMaxRequestHeaderSize(DataSize.kibibytes(8));
        connector.setMaxResponseHeaderSize(DataSize.kibibytes(16));
        connector.setHeaderCacheSize(NO_HEADER_CACHE);
        connector.setUseDateHeader(true);
        connector.setUseServerHeader(false);
        connector.setUseForwardedHeaders(false);
        return connector;
    }

    /** A request that is compressed must be refused, not inflated; answers are too small to gain anything. */
    private void withoutCompression() {
        var gzip = new GzipHandlerFactory();
        gzip.setEnabled(false);
        setGzipFilterFactory(gzip);
    }

    /** The filter around every request writes a line of its own, without the query. */
    private void withoutRequestLog() {
        var none = new LogbackAccessRequestLogFactory();
        none.setAppenders(List.of());
        setRequestLogFactory(none);
    }

    /** Leaves methods to the resources: RFC 9110 section 15.5.6 wants 405 to say which ones are allowed. */
    @Override
    protected Handler createAppServlet(
            Server server,
            JerseyEnvironment jersey,
            ObjectMapper objectMapper,
            Validator validator,
            MutableServletContextHandler handler,
            @Nullable Servlet jerseyContainer,
            MetricRegistry metrics) {
        var made = super.createAppServlet(server, jersey, objectMapper, validator, handler, jerseyContainer, metrics);
        removeMethodsFilter(handler.getServletHandler());
        return made;
    }

    private static void removeMethodsFilter(ServletHandler servlets) {
        var holder = Arrays.stream(servlets.getFilters())
                .filter(filter -> AllowedMethodsFilter.class.equals(filter.getHeldClass()))
                .findFirst();
        holder.ifPresent(filter -> {
            servlets.setFilterMappings(Arrays.stream(servlets.getFilterMappings())
                    .filter(mapping -> !filter.getName().equals(mapping.getFilterName()))
                    .toArray(FilterMapping[]::new));
            servlets.setFilters(Arrays.stream(servlets.getFilters())
                    .filter(other -> other != filter)
                    .toArray(FilterHolder[]::new));
        });
    }
}
