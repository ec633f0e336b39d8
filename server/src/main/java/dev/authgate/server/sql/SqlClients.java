package dev.authgate.server.sql;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientSecrets;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.client.Clients;
import dev.authgate.server.client.TokenPolicy;
import dev.authgate.server.oauth.GrantType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Clients in the database. */
final class SqlClients implements Clients {
    /** In the order in which they are bound; the id comes last, because the conditions begin with it. */
    private static final List<String> COLUMNS = List.of(
            "name",
            "type",
            "secret",
            "secret_created_at",
            "former_secret",
            "former_secret_created_at",
            "former_secret_until",
            "scopes",
            "grant_types",
            "enabled",
            "introspect_all",
            "verification_uri_complete",
            "access_token_lifetime_ms",
            "refresh_token_lifetime_ms",
            "rotation",
            "created_at",
            "id");

    private static final String ALL = "SELECT " + String.join(", ", COLUMNS) + " FROM clients";
    private static final Lookup<Client> FIND = new Lookup<>(ALL + " WHERE id = ?", SqlClients::client);
    private static final String ADD = "INSERT INTO clients (" + String.join(", ", COLUMNS) + ") VALUES ("
            + String.join(", ", Collections.nCopies(COLUMNS.size(), "?")) + ") ON CONFLICT (id) DO NOTHING";
    private static final String REPLACE = "UPDATE clients SET "
            + COLUMNS.stream()
                    .limit(COLUMNS.size() - 1L)
                    .map(column -> column + " = ?")
                    .collect(joining(", "))
            + " WHERE id = ? AND "
            + COLUMNS.stream().map(column -> column + " IS NOT DISTINCT FROM ?").collect(joining(" AND "));

    private final Engine engine;

    SqlClients(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<Client> find(String id) {
        return engine.find(FIND, id);
    }

    @Override
    public boolean add(Client client) {
        return engine.write(handle -> bind(handle.createUpdate(ADD), 0, client).execute() == 1);
    }

    @Override
    public boolean replace(Client expected, Client next) {
        requireSameId(expected, next);
        return engine.write(handle -> {
            var update = bind(handle.createUpdate(REPLACE), 0, next);
            return bind(update, COLUMNS.size(), expected).execute() == 1;
        });
    }

    private static void requireSameId(Client expected, Client next) {
        if (!expected.id().equals(next.id())) {
            throw new IllegalArgumentException("A client keeps its id");
        }
    }

    /** Sorted here, because the databases disagree about the order of letters. */
    @Override
    public List<Client> all() {
        var clients = engine.read(handle ->
                handle.createQuery(ALL).map((row, context) -> client(row)).list());
        return clients.stream()
                .sorted(comparing(Client::name, String.CASE_INSENSITIVE_ORDER).thenComparing(Client::id))
                .toList();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, int first, Client client) {
        var secrets = client.secrets();
        var former = secrets == null ? null : secrets.former();
        return statement
                .bind(first, client.name())
                .bind(first + 1, Columns.name(client.type()))
                .bind(first + 2, secrets == null ? null : secrets.current().value())
                .bind(first + 3, Columns.millis(secrets == null ? null : secrets.since()))
                .bind(first + 4, former == null ? null : former.hash().value())
                .bind(first + 5, Columns.millis(former == null ? null : former.since()))
                .bind(first + 6, Columns.millis(former == null ? null : former.until()))
                .bind(first + 7, client.scopes().toString())
                .bind(first + 8, grantTypes(client))
                .bind(first + 9, client.enabled())
                .bind(first + 10, client.introspectAll())
                .bind(first + 11, client.verificationUriComplete())
                .bind(first + 12, Columns.millis(client.tokenPolicy().accessTokenLifetime()))
                .bind(first + 13, Columns.millis(client.tokenPolicy().refreshTokenLifetime()))
                .bind(first + 14, client.tokenPolicy().rotation())
                .bind(first + 15, client.createdAt().toEpochMilli())
                .bind(first + 16, client.id());
    }

    /** Sorted, so that the same set is always the same text. */
    private static String grantTypes(Client client) {
        return client.grantTypes().stream().sorted().map(GrantType::shortName).collect(joining(" "));
    }

    private static Client client(ResultSet row) throws SQLException {
        return new Client(
                Columns.text(row, "id"),
                Columns.text(row, "name"),
                Columns.constant(ClientType.class, row, "type"),
                secrets(row),
                Columns.scopes(row, "scopes"),
                grantTypes(row),
                row.getBoolean("enabled"),
                row.getBoolean("introspect_all"),
                row.getBoolean("verification_uri_complete"),
                new TokenPolicy(
                        Columns.optionalDuration(row, "access_token_lifetime_ms"),
                        Columns.optionalDuration(row, "refresh_token_lifetime_ms"),
                        Columns.optionalFlag(row, "rotation")),
                Columns.instant(row, "created_at"));
    }

    private static @Nullable ClientSecrets secrets(ResultSet row) throws SQLException {
        if (Columns.optionalText(row, "secret") == null) {
            return null;
        }
        var former = Columns.optionalText(row, "former_secret") == null
                ? null
                : new ClientSecrets.Former(
                        Columns.hash(row, "former_secret"),
                        Columns.instant(row, "former_secret_created_at"),
                        Columns.instant(row, "former_secret_until"));
        return new ClientSecrets(Columns.hash(row, "secret"), Columns.instant(row, "secret_created_at"), former);
    }

    private static Set<GrantType> grantTypes(ResultSet row) throws SQLException {
        var types = new LinkedHashSet<GrantType>();
        for (var name : Columns.words(Columns.text(row, "grant_types"))) {
            types.add(GrantType.ofShortName(name)
                    .orElseThrow(() -> new IllegalStateException("A client has an unknown grant type: " + name)));
        }
        return types;
    }
}
