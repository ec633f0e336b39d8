package dev.authgate.server.seed;

import static dev.authgate.server.audit.EventType.CLIENT_CREATED;
import static dev.authgate.server.audit.EventType.SERVER_SEEDED;
import static dev.authgate.server.audit.EventType.USER_CREATED;

import dev.authgate.server.audit.AuditEvent;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.config.FirstStart;
import dev.authgate.server.config.Setting;
import dev.authgate.server.config.WrongSetting;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.user.PasswordPolicy;
import dev.authgate.server.user.RandomPassword;
import dev.authgate.server.user.Role;
import dev.authgate.server.user.User;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Gives an empty database its first user and clients. The console's client is the mark that it was done: its id is the
 * same everywhere, so of any number of nodes that start together one adds it, and that one adds the rest.
 */
public final class Seed {
    /** The first user. */
    public static final String ADMIN = "admin";

    /** The name of the client for command lines. */
    public static final String CLI_NAME = "AuthGate CLI";

    private final SeedStores stores;
    private final UnaryOperator<String> hash;
    private final Secrets secrets;

    /**
     * A seed for these stores.
     *
     * @param hash makes a password hash of a password
     */
    public Seed(SeedStores stores, UnaryOperator<String> hash, Secrets secrets) {
        this.stores = stores;
        this.hash = hash;
        this.secrets = secrets;
    }

    /**
     * Plants what is not there yet; empty when an earlier start, or another node, has done so.
     *
     * @throws WrongSetting when the operator has set a password that is among the first to be guessed
     */
    public Optional<Planted> plant(FirstStart wishes, Instant now) {
        if (stores.clients().find(FirstStart.CONSOLE_CLIENT_ID).isPresent()) {
            return Optional.empty();
        }
        wishes.adminPassword().ifPresent(Seed::refuseGuessable);
        var password = wishes.adminPassword().orElseGet(() -> new RandomPassword(secrets).next());
        var admin = User.local(secrets.nextId(now), ADMIN, hash.apply(password), Role.ADMIN, now);
        var cli = client(
                wishes.clientId().orElseGet(() -> UUID.randomUUID().toString()), CLI_NAME, "read write profile", now);
        var told = new Planted.Password(wishes.adminPassword().isPresent() ? Optional.empty() : Optional.of(password));
        return stores.transactions().inTransaction(() -> add(admin, cli, told));
    }

    private static void refuseGuessable(String password) {
        PasswordPolicy.atLeast(FirstStart.SHORTEST_PASSWORD)
                .problem(password, ADMIN)
                .ifPresent(problem -> {
                    throw new WrongSetting(Setting.ADMIN_PASSWORD, "is refused: " + problem);
                });
    }

    private Optional<Planted> add(User admin, Client cli, Planted.Password password) {
        var now = admin.createdAt();
        var console = client(FirstStart.CONSOLE_CLIENT_ID, "AuthGate Admin Console", "admin", now);
        if (!stores.clients().add(console)) {
            return Optional.empty();
        }
        note(SERVER_SEEDED, now, console.id());
        note(CLIENT_CREATED, now, console.id());
        if (stores.clients().add(cli)) {
            note(CLIENT_CREATED, now, cli.id());
        }
        if (!stores.users().add(admin)) {
            return Optional.of(new Planted(cli.id(), Optional.empty()));
        }
        note(USER_CREATED, now, admin.id());
        return Optional.of(new Planted(cli.id(), Optional.of(password)));
    }

    private static Client client(String id, String name, String scopes, Instant now) {
        return new Client(
                id,
                name,
                ClientType.PUBLIC,
                null,
                Scopes.parse(scopes),
                EnumSet.of(GrantType.DEVICE_CODE, GrantType.REFRESH_TOKEN),
                true,
                false,
                true,
                now);
    }

    private void note(EventType type, Instant now, String target) {
        var event = AuditEvent.of(type, now, Origin.local()).on(target);
        stores.auditTrail().record(type == CLIENT_CREATED ? event.forClient(target) : event);
    }
}
