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
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
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

    private final Secrets secrets = new Secrets();

    RehearseCommand() {
        super("rehearse", "starts on a free port, answers a few requests and ends (for a class archive)");
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
        var environment = environment(directory, ports);
        makeTables(settings, environment);
        var rehearsed = new CommandLine(silence, environment);
        if (rehearsed.run("server", settings.toString()) != 0) {
            throw new IllegalStateException("the rehearsal could not start");
        }
        askAll("http://127.0.0.1:" + ports.get(0));
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

    private Map<String, String> environment(Path directory, List<Integer> ports) {
        var all = new HashMap<String, String>();
        all.put("DATA_DIR", directory.toString());
        all.put("BIND_HOST", "127.0.0.1");
        all.put("PORT", ports.get(0).toString());
        all.put("ADMIN_PORT", ports.get(1).toString());
        all.put("BASE_URL", "http://127.0.0.1:" + ports.get(0));
        all.put("ADMIN_PASSWORD", secrets.next());
        all.put("DEFAULT_CLIENT_ID", CLIENT);
        return all;
    }

    private static List<Integer> freePorts() throws IOException {
        try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(first.getLocalPort(), second.getLocalPort());
        }
    }

    /** What the first minutes of a server are made of. */
    private static void askAll(String server) throws IOException {
        for (var path : List.of(
                "/health",
                "/.well-known/oauth-authorization-server",
                "/.well-known/jwks.json",
                "/login",
                "/device",
                "/static/app.css")) {
            ask(server + path, "");
        }
        ask(server + "/oauth/device/code", "client_id=" + CLIENT);
        var poll = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=x";
        ask(server + "/oauth/token", poll + "&client_id=" + CLIENT);
        ask(server + "/oauth/token", "grant_type=refresh_token&refresh_token=x&client_id=" + CLIENT);
        ask(server + "/oauth/revoke", "token=x&client_id=" + CLIENT);
        ask(server + "/oauth/tokeninfo?access_token=x", "");
    }

    /** Posts the form, or asks by GET when there is none; whatever is answered is right. */
    private static void ask(String address, String form) throws IOException {
        var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        if (!form.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(form.getBytes(StandardCharsets.UTF_8));
        }
        connection.getResponseCode();
        connection.disconnect();
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
