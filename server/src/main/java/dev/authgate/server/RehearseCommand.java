package dev.authgate.server;

import dev.authgate.server.command.Terminal;
import dev.authgate.server.oauth.Secrets;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * Starts a server of its own on a free port of this machine, asks it what users ask, and ends: for the class archive
 * that a JVM writes of such a run, which makes later starts faster. Touches neither the data nor the settings.
 */
final class RehearseCommand extends Command {
    private static final String CLIENT = "rehearsal";
    private static final String USER = "admin";

    /** Enough for the compiler to know what is hot, in few seconds. */
    private static final int DEVICES = 300;

    private final Secrets secrets = new Secrets();

    RehearseCommand() {
        super("rehearse", "starts on a free port, lets some devices sign in and ends (for a class archive)");
    }

    @Override
    public void configure(Subparser parser) {
        // Nothing is asked for.
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace words) throws Exception {
        var directory = Files.createTempDirectory("authgate-rehearsal");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory), "rehearsal-end"));
        var ports = freePorts();
        var settings = Files.writeString(directory.resolve("config.yml"), "log_level: ERROR\n");
        var silence = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                System.err);
        var password = secrets.next();
        var environment = environment(directory, ports, password);
        makeTables(settings, environment);
        var rehearsed = new CommandLine(silence, environment);
        if (rehearsed.run("server", settings.toString()) != 0) {
            throw new IllegalStateException("the rehearsal could not start");
        }
        new Rehearsal("http://127.0.0.1:" + ports.get(0), CLIENT).perform(USER, password, DEVICES);
        // Ends this server too; the caller's exit code says that all went well.
        System.exit(0);
    }

    /** In a JVM of its own: an ordinary start finds its tables, and the archive shall not hold what makes them. */
    private static void makeTables(Path settings, Map<String, String> environment)
            throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var words = List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AuthGate.class.getName(),
                "db",
                "migrate",
                settings.toString());
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
        // Only where the data is: what the operator has set for the real server does not count here.
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException("the rehearsal could not make its tables");
        }
    }

    private static Map<String, String> environment(Path directory, List<Integer> ports, String password) {
        var all = new HashMap<String, String>();
        all.put("DATA_DIR", directory.toString());
        all.put("BIND_HOST", "127.0.0.1");
        all.put("PORT", ports.get(0).toString());
        all.put("ADMIN_PORT", ports.get(1).toString());
        all.put("BASE_URL", "http://127.0.0.1:" + ports.get(0));
        all.put("ADMIN_PASSWORD", password);
        all.put("DEFAULT_CLIENT_ID", CLIENT);
        all.put("LIMITS", "off");
        return all;
    }

    private static List<Integer> freePorts() throws IOException {
        try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(first.getLocalPort(), second.getLocalPort());
        }
    }

    private static void remove(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("authgate: " + directory + " could not be removed");
        }
    }
}
