package dev.authgate.server.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.MemoryAuditTrail;
import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.client.MemoryClients;
import dev.authgate.server.config.FirstStart;
import dev.authgate.server.config.WrongSetting;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.MemoryTransactions;
import dev.authgate.server.storage.Race;
import dev.authgate.server.storage.Samples;
import dev.authgate.server.user.MemoryUsers;
import dev.authgate.server.user.Role;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The first start")
class SeedTest {
    private static final Instant NOON = Samples.NOON;
    private static final FirstStart NO_WISHES = new FirstStart(Optional.empty(), Optional.empty());

    private final MemoryUsers users = new MemoryUsers();
    private final MemoryClients clients = new MemoryClients();
    private final MemoryAuditTrail auditTrail = new MemoryAuditTrail();
    private final SeedStores stores =
            new SeedStores(new MemoryTransactions(users, clients, auditTrail), users, clients, auditTrail);

    private Optional<Planted> start(FirstStart wishes) {
        return new Seed(stores, password -> "hash of " + password, new Secrets()).plant(wishes, NOON);
    }

    private String banner(Optional<Planted> planted) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new Banner(out, "1.0", "https://auth.example.com").print(planted, clients);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void makes_an_administrator_with_a_password_that_nobody_knows_yet() {
        var planted = start(NO_WISHES).orElseThrow();

        var password = planted.password().orElseThrow().drawn().orElseThrow();
        var admin = users.findByUsername("admin").orElseThrow();
        assertThat(password).hasSize(16);
        assertThat(admin.role()).isEqualTo(Role.ADMIN);
        assertThat(admin.passwordHash()).isEqualTo("hash of " + password);
    }

    @Test
    void makes_a_public_client_for_command_lines_and_one_for_the_console() {
        var planted = start(NO_WISHES).orElseThrow();

        var cli = clients.find(planted.clientId()).orElseThrow();
        assertThat(cli.name()).isEqualTo("AuthGate CLI");
        assertThat(cli.scopes()).hasToString("read write profile");
        var console = clients.find("authgate-admin-console").orElseThrow();
        assertThat(console.scopes()).hasToString("admin");
        assertThat(clients.all()).extracting(Client::type).containsOnly(ClientType.PUBLIC);
    }

    @Test
    void is_audited() {
        start(NO_WISHES);

        assertThat(auditTrail.events())
                .extracting(event -> event.type())
                .containsExactly(
                        EventType.SERVER_SEEDED,
                        EventType.CLIENT_CREATED,
                        EventType.CLIENT_CREATED,
                        EventType.USER_CREATED);
    }

    @Test
    void follows_the_wishes_of_the_operator() {
        var planted = start(new FirstStart(Optional.of("x9-turquoise"), Optional.of("my-cli")))
                .orElseThrow();

        assertThat(planted.clientId()).isEqualTo("my-cli");
        assertThat(users.findByUsername("admin").orElseThrow().passwordHash()).isEqualTo("hash of x9-turquoise");
        assertThat(banner(Optional.of(planted)))
                .contains("as set in ADMIN_PASSWORD")
                .doesNotContain("x9-turquoise");
    }

    @Test
    void refuses_a_password_that_is_among_the_first_to_be_guessed() {
        assertThatThrownBy(() -> start(new FirstStart(Optional.of("password"), Optional.empty())))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("ADMIN_PASSWORD: is refused");
        assertThat(clients.all()).isEmpty();
    }

    @Test
    void happens_once() {
        start(NO_WISHES);

        assertThat(start(NO_WISHES)).isEmpty();
        assertThat(clients.all()).hasSize(2);
    }

    @Test
    void happens_once_when_many_nodes_start_together() throws Exception {
        var planted = Race.run(node -> start(NO_WISHES));

        assertThat(planted).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(clients.all()).hasSize(2);
        assertThat(users.all()).hasSize(1);
    }

    @Test
    void leaves_an_admin_alone_who_is_there_already() {
        var admin = Samples.user("u1", "Admin");
        users.add(admin);

        var planted = start(NO_WISHES).orElseThrow();

        assertThat(planted.password()).isEmpty();
        assertThat(users.all()).containsExactly(admin);
    }

    @Test
    void shows_the_password_in_its_banner_and_later_starts_do_not() {
        var planted = start(NO_WISHES);
        var password = planted.orElseThrow().password().orElseThrow().drawn().orElseThrow();

        assertThat(banner(planted))
                .contains(
                        "https://auth.example.com",
                        "admin",
                        password,
                        planted.get().clientId());
        assertThat(banner(Optional.empty()))
                .contains("https://auth.example.com", planted.get().clientId(), "authgate-admin-console")
                .doesNotContain(password, "Password");
        assertThat(planted.toString()).doesNotContain(password);
    }
}
