package dev.authgate.server.runtime;

import dev.authgate.server.http.Endpoint;
import dev.authgate.server.http.QuietErrors;
import dev.authgate.server.http.RequestFilter;
import dev.authgate.server.page.StaticFiles;
import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.util.EnumSet;
import java.util.Map;

/** Mounts the endpoints on the application connector, behind the one filter that every request passes. */
public final class PublicPort {
    private final Environment environment;

    public PublicPort(Environment environment) {
        this.environment = environment;
    }

    /**
     * Mounts everything.
     *
     * @param endpoints by path
     * @param nothingHere answers wherever nothing else does
     * @param unreadable answers what no endpoint sees
     */
    public void mount(
            Map<String, Endpoint> endpoints, Endpoint nothingHere, RequestFilter filter, QuietErrors unreadable) {
        environment.jersey().disable();
        var everywhere = environment.servlets().addFilter("request", filter);
        everywhere.setAsyncSupported(true);
        everywhere.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
        endpoints.forEach(this::add);
        add(StaticFiles.MOUNT, new StaticFiles());
        add("/", nothingHere);
        environment.getApplicationContext().setErrorHandler(unreadable);
        environment.lifecycle().addServerLifecycleListener(server -> server.setErrorHandler(unreadable));
    }

    private void add(String path, Servlet servlet) {
        var endpoint = environment.servlets().addServlet("endpoint " + path, servlet);
        endpoint.setAsyncSupported(true);
        endpoint.addMapping(path);
    }
}
