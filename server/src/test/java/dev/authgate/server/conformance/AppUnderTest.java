package dev.authgate.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.KeptSecrets;
import dev.authgate.server.RunningServer;
import dev.authgate.server.ToldSecrets;
import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.command.Workspace;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.user.PasswordHasher;
import dev.authgate.server.user.Role;
import dev.authgate.server.user.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The server that a test class talks to. All classes that ask for the same settings share one; what they do to it must
 * not matter to each other. After each class the log and the database are searched for the secrets of all of them.
 */
final class AppUnderTest implements BeforeAllCallback, AfterAllCallback {
    static final String BASE_URL = "http://localhost:8080";

    /** C and C2, public. */
    static final String TV = "tv";

    static final String RADIO = "radio";
    /** K and S. */
    static final String KIOSK = "kiosk";

    static final String KIOSK_SECRET = "9f:Kiosk+secret/with%every=sort~of-character";
    /** A resource server: it may introspect the tokens of all clients. */
    static final String GATE = "gate";

    static final String GATE_SECRET = "a gate that asks about every token";
    /** A public client without scopes. */
    static final String LAMP = "lamp";
    /** A public client that may not use the device grant. */
    static final String CLOCK = "clock";

    static final Scopes TV_SCOPES = Scopes.parse("read write profile");

    private final Map<String, String> settings;
    private @Nullable Shared shared;

    private AppUnderTest(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    /** Without limits, reached directly. */
    static AppUnderTest unlimited() {
        return new AppUnderTest(Map.of("LIMITS", "off"));
    }

    /** With limits, and a proxy in front: the address of a request is what it says in {@code X-Forwarded-For}. */
    static AppUnderTest limited() {
        return new AppUnderTest(Map.of("LIMITS", "on", "TRUSTED_PROXIES", "127.0.0.1"));
    }

    /** At its own address, so that what it says about itself can be followed; polled each second. */
    static AppUnderTest at(String baseUrl) {
        var port = URI.create(baseUrl).getPort();
        return new AppUnderTest(
                Map.of("LIMITS", "off", "POLLING_INTERVAL", "1s", "BASE_URL", baseUrl, "PORT", Integer.toString(port)));
    }

    static AppUnderTest with(Map<String, String> settings) {
        return new AppUnderTest(settings);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(AppUnderTest.class))
                .getOrComputeIfAbsent(settings, Shared::start, Shared.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        shared().assertNoSecretIsKept();
    }

    private Shared shared() {
        if (shared == null) {
            throw new IllegalStateException("Only between the first test and the last");
        }
        return shared;
    }

    RunningServer server() {
        return shared().server();
    }

    SettableClock clock() {
        return shared().clock();
    }

    Http http() {
        return new Http(server().port());
    }

    /** Requests from that address, as a trusted proxy tells it. */
    Http from(String address) {
        return http().with("X-Forwarded-For", address);
    }

    Wire wire() {
        return new Wire(server().port());
    }

    OAuth oauth() {
        return new OAuth(http());
    }

    OAuth kiosk() {
        return oauth().basic(KIOSK, KIOSK_SECRET);
    }

    OAuth gate() {
        return oauth().basic(GATE, GATE_SECRET);
    }

    /** {@code dead(T)} of the requirements, for an access token. */
    void assertDead(String accessToken) {
        oauth().tokenInfo(accessToken).refused(401, "invalid_token");
        assertUnknown(accessToken);
    }

    /** Nothing is told of this token, whatever it is. */
    void assertUnknown(String token) {
        assertThat(gate().introspect("token", token).json(200).body()).isEqualTo("{\"active\":false}");
    }

    void assertAlive(String accessToken) {
        oauth().tokenInfo(accessToken).json(200);
        assertThat(gate().introspect("token", accessToken).json(200).body()).startsWith("{\"active\":true,");
    }

    Browser browser() {
        return new Browser(http());
    }

    /** The answer to the poll that collects the tokens of a whole flow. */
    Reply tokens(Person person, String clientId, String... request) {
        var codes = oauth().codes(clientId, request);
        browser().signIn(person).approve(codes);
        return oauth().poll(codes).json(200);
    }

    String accessToken() {
        return tokens(Person.ANN, TV).text("access_token");
    }

    /** Everything in the database, as text. */
    String databaseDump() {
        var dump = new StringBuilder();
        for (var table : List.of(
                "clients",
                "users",
                "sessions",
                "attempts",
                "device_authorizations",
                "grants",
                "access_tokens",
                "refresh_tokens",
                "audit_events")) {
            dump.append(query("SELECT * FROM " + table));
        }
        return dump.toString();
    }

    /** The rows of a query, one a line, columns between bars. */
    String query(String sql) {
        var file = server().dataDir().resolve("authgate.db");
        var text = new StringBuilder();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    text.append(rows.getString(column)).append('|');
                }
                text.append('\n');
            }
            return text.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rows that nobody could make one by one. */
    void execute(String sql) {
        var file = server().dataDir().resolve("authgate.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Client client(String id, String scopes, @Nullable String secret, Set<GrantType> grants) {
        return new Client(
                id,
                "The " + id,
                secret == null ? ClientType.PUBLIC : ClientType.CONFIDENTIAL,
                secret == null ? null : SecretHash.of(secret),
                Scopes.parse(scopes),
                grants,
                true,
                false,
                true,
                new SettableClock().instant());
    }

    /** A public client of its own, for a test that changes it. */
    Client register(String id) {
        return register(client(id, "read", null, Set.of(GrantType.values())));
    }

    Client register(Client client) {
        try (var workspace = server().workspace()) {
            workspace.clients().add(client);
        }
        return client;
    }

    void replace(Client before, Client after) {
        try (var workspace = server().workspace()) {
            assertThat(workspace.clients().replace(before, after)).isTrue();
        }
    }

    /** A user of its own, for a test that changes it. */
    User enrol(Person person) {
        try (var workspace = server().workspace();
                var hasher = new PasswordHasher()) {
            return add(workspace, person, hasher);
        }
    }

    private static User add(Workspace workspace, Person person, PasswordHasher hasher) {
        ToldSecrets.add(person.password());
        var user = User.local(
                "user-" + person.username(),
                person.username(),
                hasher.hash(person.password()),
                Role.USER,
                new SettableClock().instant());
        workspace.users().add(user);
        return user;
    }

    /** A server and the clock it goes by. */
    record Shared(RunningServer server, SettableClock clock) implements AutoCloseable {
        private static final String OWN = "authgate-conformance";

        static Shared start(Map<String, String> asked) {
            try {
                var settings = new HashMap<>(Map.of(
                        "PORT", "0",
                        "ADMIN_PORT", "0",
                        "BIND_HOST", "127.0.0.1",
                        "BASE_URL", BASE_URL,
                        "LOG_LEVEL", "DEBUG",
                        "DATA_DIR", newDirectory().toString(),
                        "ADMIN_PASSWORD", "a harbour full of yellow kites",
                        "DEFAULT_CLIENT_ID", "cli"));
                settings.putAll(asked);
                ToldSecrets.inSettings(settings);
                var clock = new SettableClock();
                return new Shared(RunningServer.start(settings, clock, Shared::plant), clock);
            } catch (Exception e) {
                throw new IllegalStateException("The server does not start", e);
            }
        }

        private static Path newDirectory() throws IOException {
            return Files.createTempDirectory(OWN);
        }

        private static void plant(Workspace workspace) {
            ToldSecrets.add(KIOSK_SECRET);
            ToldSecrets.add(GATE_SECRET);
            ToldSecrets.add(GATE_SECRET);
            var both = Set.of(GrantType.values());
            var clients = workspace.clients();
            clients.add(client(TV, TV_SCOPES.toString(), null, both));
            clients.add(client(RADIO, "read", null, both));
            clients.add(client(KIOSK, "read", KIOSK_SECRET, both));
            clients.add(resourceServer());
            clients.add(client(LAMP, "", null, both));
            clients.add(client(CLOCK, "read", null, Set.of(GrantType.REFRESH_TOKEN)));
            try (var hasher = new PasswordHasher()) {
                add(workspace, Person.ANN, hasher);
                add(workspace, Person.BOB, hasher);
            }
        }

        private static Client resourceServer() {
            return new Client(
                    GATE,
                    "The gate",
                    ClientType.CONFIDENTIAL,
                    SecretHash.of(GATE_SECRET),
                    Scopes.none(),
                    Set.of(),
                    true,
                    true,
                    true,
                    new SettableClock().instant());
        }

        void assertNoSecretIsKept() {
            ToldSecrets.assertNoneLogged();
            KeptSecrets.assertNoneInFilesOf(server.dataDir());
        }

        @Override
        public void close() {
            server.close();
            assertNoSecretIsKept();
            if (server.dataDir().getFileName().toString().startsWith(OWN)) {
                delete(server.dataDir());
            }
        }

        private static void delete(Path directory) {
            try (var files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
