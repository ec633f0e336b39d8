package dev.authgate.server;

import ch.qos.logback.classic.Level;
import dev.authgate.server.command.CheckCommand;
import dev.authgate.server.command.VerbCommand;
import dev.authgate.server.command.VersionCommand;
import dev.authgate.server.command.Workbench;
import dev.authgate.server.config.Advice;
import dev.authgate.server.config.Settings;
import dev.authgate.server.device.DecisionEar;
import dev.authgate.server.housekeeping.Clockwork;
import dev.authgate.server.http.ClientAddress;
import dev.authgate.server.http.JsonErrors;
import dev.authgate.server.http.QuietErrors;
import dev.authgate.server.http.RequestFilter;
import dev.authgate.server.http.SecurityHeaders;
import dev.authgate.server.metadata.JvmMetrics;
import dev.authgate.server.metadata.MetricsResource;
import dev.authgate.server.runtime.PublicPort;
import dev.authgate.server.secret.SecretFiles;
import dev.authgate.server.secret.ServerSecrets;
import dev.authgate.server.seed.Banner;
import dev.authgate.server.seed.Seed;
import dev.authgate.server.seed.SeedStores;
import dev.authgate.server.sql.SqlStorage;
import dev.authgate.server.user.PasswordHasher;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: every part of the server, in the order in which they need each other. */
final class AuthGateApplication extends Application<AuthGateConfiguration> {
    private static final Logger LOG = LoggerFactory.getLogger(AuthGate.class);

    /** How often it is looked whether the pause between two batches is over. */
    private static final Clockwork.Rhythm CLEANUP =
            new Clockwork.Rhythm("cleanup", Duration.ofSeconds(5), Duration.ofMillis(20));

    private final Workbench bench;
    private final ServeCommand serveCommand = new ServeCommand(this);

    AuthGateApplication(Workbench bench) {
        this.bench = bench;
    }

    ServeCommand serveCommand() {
        return serveCommand;
    }

    @Override
    public String getName() {
        return "authgate";
    }

    /** Commands answer on standard output, where no library may talk into it. */
    @Override
    protected Level bootstrapLogLevel() {
        return Level.OFF;
    }

    @Override
    protected void addDefaultCommands(Bootstrap<AuthGateConfiguration> bootstrap) {
        bootstrap.addCommand(serveCommand);
        bootstrap.addCommand(VerbCommand.db(bench));
        bootstrap.addCommand(new CheckCommand(bench));
        bootstrap.addCommand(VerbCommand.user(bench));
        bootstrap.addCommand(VerbCommand.client(bench));
        bootstrap.addCommand(VerbCommand.key(bench));
        bootstrap.addCommand(new RehearseCommand());
        bootstrap.addCommand(new VersionCommand(bench.terminal(), AuthGate.version()));
    }

    @Override
    public void initialize(Bootstrap<AuthGateConfiguration> bootstrap) {
        bootstrap.setConfigurationFactoryFactory(AuthGateConfiguration.readBy(bench.settingsFile()));
    }

    @Override
    public void run(AuthGateConfiguration configuration, Environment environment) {
        var settings = configuration.settings();
        var secrets = ServerSecrets.of(settings.secrets(), new SecretFiles(settings.dataDir(), bench.secrets()));
        var storage = SqlStorage.open(SqlDatabases.settings(settings.database()), SqlStorage.Purpose.SERVER);
        environment.lifecycle().manage(new AutoCloseableManager(storage));
        try {
            secrets.verify(storage.secretChecks());
            var hasher = new PasswordHasher();
            environment.lifecycle().manage(new AutoCloseableManager(hasher));
            environment.lifecycle().addServerLifecycleListener(AuthGateApplication::sayWhere);
            Advice.on(settings).forEach(LOG::warn);
            firstStart(settings, storage, hasher);
            var composition = new Composition(settings, storage, secrets, hasher, bench.clock());
            composition.external().count(environment.metrics());
            environment.lifecycle().manage(new AutoCloseableManager(composition.external()));
            serve(composition, settings, environment);
            watchPolls(composition.ear(), settings, storage, environment);
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    private void serve(Composition composition, Settings settings, Environment environment) {
        var stopping = new AtomicBoolean();
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle event) {
                stopping.set(true);
                composition.handOver().close();
            }
        });
        var headers = new SecurityHeaders(settings.baseUrl().startsWith("https:"));
        var addresses = new ClientAddress(settings.trustedProxies());
        var filter = new RequestFilter(addresses, headers, bench.secrets(), bench.clock());
        var unreadable = new QuietErrors(headers, new JsonErrors(), bench.secrets(), bench.clock());
        new PublicPort(environment)
                .mount(composition.endpoints(stopping::get), composition.nothingHere(), filter, unreadable);
        JvmMetrics.register(environment.metrics());
        environment
                .admin()
                .addServlet("metrics-text", new MetricsResource(environment.metrics()))
                .addMapping("/metrics");
        start(Clockwork.Rhythm.EACH_MINUTE, composition.clockwork(), environment);
        start(CLEANUP, List.of(composition.sweeper(environment.metrics())), environment);
        environment.healthChecks().register("database", composition.databaseCheck());
    }

    private void start(Clockwork.Rhythm rhythm, List<Consumer<Instant>> tasks, Environment environment) {
        var clockwork = new Clockwork(rhythm, tasks, bench.clock());
        environment.lifecycle().manage(new AutoCloseableManager(clockwork));
        clockwork.start();
    }

    private void watchPolls(DecisionEar ear, Settings settings, SqlStorage storage, Environment environment) {
        WaitingPolls.count(ear.handOver(), environment.metrics());
        var watching = settings.database().isFile()
                ? WaitingPolls.ofLoneNode(ear.handOver(), bench.clock())
                : WaitingPolls.ofOneOfSeveral(ear, storage.decisionNews(), bench.clock());
        environment.lifecycle().manage(new AutoCloseableManager(watching));
    }

    private void firstStart(Settings settings, SqlStorage storage, PasswordHasher hasher) {
        var stores = new SeedStores(storage.transactions(), storage.users(), storage.clients(), storage.auditTrail());
        var planted = new Seed(stores, hasher::hash, bench.secrets())
                .plant(settings.firstStart(), bench.clock().instant());
        new Banner(bench.terminal().out(), AuthGate.version(), settings.baseUrl()).print(planted, storage.clients());
    }

    private static void sayWhere(Server server) {
        var places = Arrays.stream(server.getConnectors())
                .filter(NetworkConnector.class::isInstance)
                .map(NetworkConnector.class::cast)
                .map(place -> place.getName() + " " + place.getHost() + ":" + place.getLocalPort())
                .collect(Collectors.joining(", "));
        LOG.info("Listening: {}", places);
    }
}
