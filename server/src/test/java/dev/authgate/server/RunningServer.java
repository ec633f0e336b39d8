package dev.authgate.server;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import dev.authgate.server.command.Terminal;
import dev.authgate.server.command.Workbench;
import dev.authgate.server.command.Workspace;
import dev.authgate.server.config.SettingsFile;
import dev.authgate.server.oauth.Secrets;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The whole server in this process, on free ports: put together as the {@code server} command does it. */
public final class RunningServer implements AutoCloseable {
    private final Server server;
    private final MetricRegistry metrics;
    private final AuthGateConfiguration configuration;
    private final ByteArrayOutputStream banner;

    private RunningServer(
            Server server, MetricRegistry metrics, AuthGateConfiguration configuration, ByteArrayOutputStream banner) {
        this.server = server;
        this.metrics = metrics;
        this.configuration = configuration;
        this.banner = banner;
    }

    /**
     * Starts a server.
     *
     * @param settings as environment variables
     * @param clock the only clock that it goes by
     * @param plant puts clients and users into the stores, before the first request
     */
    public static RunningServer start(Map<String, String> settings, Clock clock, Consumer<Workspace> plant)
            throws Exception {
        var banner = new ByteArrayOutputStream();
        var out = new PrintStream(banner, true, StandardCharsets.UTF_8);
        var bench = new Workbench(
                new SqlDatabases(),
                new Terminal(InputStream.nullInputStream(), out, out),
                new SettingsFile(settings),
                clock,
                new Secrets());
        var configuration = new AuthGateConfiguration(bench.settingsFile().defaults());
        var application = new AuthGateApplication(bench);
        CapturedLog.divert(configuration.getLoggingFactory());
        var bootstrap = new Bootstrap<>(application);
        var server = build(bootstrap, configuration);
        try (var workspace = bench.databases().open(configuration.settings())) {
            plant.accept(workspace);
        }
        server.start();
        ToldSecrets.inBanner(banner.toString(StandardCharsets.UTF_8));
        return new RunningServer(server, bootstrap.getMetricRegistry(), configuration, banner);
    }

    private static Server build(Bootstrap<AuthGateConfiguration> bootstrap, AuthGateConfiguration configuration)
            throws Exception {
        var application = bootstrap.getApplication();
        application.initialize(bootstrap);
        var environment = new Environment(
                application.getName(),
                bootstrap.getObjectMapper(),
                bootstrap.getValidatorFactory(),
                bootstrap.getMetricRegistry(),
                bootstrap.getClassLoader(),
                bootstrap.getHealthCheckRegistry(),
                configuration);
        configuration.getServerFactory().configure(environment);
        bootstrap.run(configuration, environment);
        application.run(configuration, environment);
        return configuration.getServerFactory().build(environment);
    }

    /** The port that clients and browsers talk to. */
    public int port() {
        return port("application");
    }

    /** The port of metrics and health checks. */
    public int adminPort() {
        return port("admin");
    }

    private int port(String name) {
        return connector(name).getLocalPort();
    }

    public String adminHost() {
        return connector("admin").getHost();
    }

    /** How long a connection may be silent. */
    public Duration idleTimeout() {
        return Duration.ofMillis(connector("application").getIdleTimeout());
    }

    /** How many requests have begun and not ended. */
    public long requestsInFlight() {
        return metrics.getCounters((name, metric) -> name.endsWith("active-requests")).values().stream()
                .mapToLong(Counter::getCount)
                .sum();
    }

    /** How many polls wait for their user. */
    public int pollsWaiting() {
        return metrics.getGauges((name, metric) -> name.equals("polls.waiting")).values().stream()
                .mapToInt(gauge -> (Integer) gauge.getValue())
                .sum();
    }

    /** What one of the counters says. */
    public long counted(String name) {
        return metrics.counter(name).getCount();
    }

    /** Sets how long a connection that is opened from now on may be silent. */
    public void setIdleTimeout(Duration timeout) {
        connector("application").setIdleTimeout(timeout.toMillis());
    }

    /** How long each open connection may be silent now; zero when for ever. */
    public List<Duration> idleTimeouts() {
        return connector("application").getConnectedEndPoints().stream()
                .map(connection -> Duration.ofMillis(connection.getIdleTimeout()))
                .toList();
    }

    private ServerConnector connector(String name) {
        for (var connector : server.getConnectors()) {
            if (name.equals(connector.getName()) && connector instanceof ServerConnector listening) {
                return listening;
            }
        }
        throw new IllegalStateException("There is no connector " + name);
    }

    /** What the server printed for its operator. */
    public String banner() {
        return banner.toString(StandardCharsets.UTF_8);
    }

    /** The stores, opened a second time beside the server, as a management command does. */
    public Workspace workspace() {
        return new SqlDatabases().open(configuration.settings());
    }

    public Path dataDir() {
        return configuration.settings().dataDir();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server does not stop", e);
        }
    }
}
