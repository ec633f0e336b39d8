package dev.authgate.server.sql;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.client.Clients;
import dev.authgate.server.client.TokenPolicy;
import dev.authgate.server.oauth.GrantType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Clients in the database. */
final class SqlClients implements Clients {
    private static final String COLUMNS = "name, type, secret, scopes, grant_types, enabled, introspect_all,"
            + " verification_uri_complete, access_token_lifetime_ms, refresh_token_lifetime_ms, rotation, created_at,"
            + " id";
    private static final int COLUMN_COUNT = 13;

    private static final String FIND = "SELECT " + COLUMNS + " FROM clients WHERE id = ?";
    private static final String ALL = "SELECT " + COLUMNS + " FROM clients";
    private static final String ADD = "INSERT INTO clients (" + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" + " ON CONFLICT (id) DO NOTHING";
    private static final String REPLACE = "UPDATE clients SET name = ?, type = ?, secret = ?, scopes = ?,"
            + " grant_types = ?, enabled = ?, introspect_all = ?, verification_uri_complete = ?,"
            + " access_token_lifetime_ms = ?, refresh_token_lifetime_ms = ?, rotation = ?, created_at = ?"
            + " WHERE id = ? AND name = ? AND type = ? AND secret IS NOT DISTINCT FROM ? AND scopes = ?"
            + " AND grant_types = ? AND enabled = ? AND introspect_all = ? AND verification_uri_complete = ?"
            + " AND access_token_lifetime_ms IS NOT DISTINCT FROM ? AND refresh_token_lifetime_ms IS NOT DISTINCT FROM ?"
            + " AND rotation IS NOT DISTINCT FROM ? AND created_at = ? AND id = ?";

    private final Engine engine;

    SqlClients(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<Client> find(String id) {
        return engine.read(handle -> handle.createQuery(FIND)
                .bind(0, id)
                .map((row, context) -> client(row))
                .findOne());
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
            return bind(update, COLUMN_COUNT, expected).execute() == 1;
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
        return statement
                .bind(first, client.name())
                .bind(first + 1, Columns.name(client.type()))
                .bind(first + 2, secret(client))
                .bind(first + 3, client.scopes().toString())
                .bind(first + 4, grantTypes(client))
                .bind(first + 5, client.enabled())
                .bind(first + 6, client.introspectAll())
                .bind(first + 7, client.verificationUriComplete())
                .bind(first + 8, Columns.millis(client.tokenPolicy().accessTokenLifetime()))
                .bind(first + 9, Columns.millis(client.tokenPolicy().refreshTokenLifetime()))
                .bind(first + 10, client.tokenPolicy().rotation())
                .bind(first + 11, client.createdAt().toEpochMilli())
                .bind(first + 12, client.id());
    }

    private static @Nullable String secret(Client client) {
        var secret = client.secret();
        return secret == null ? null : secret.value();
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
                Columns.optionalText(row, "secret") == null ? null : Columns.hash(row, "secret"),
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

    private static Set<GrantType> grantTypes(ResultSet row) throws SQLException {
        var types = new LinkedHashSet<GrantType>();
        for (var name : Columns.words(Columns.text(row, "grant_types"))) {
            types.add(GrantType.ofShortName(name)
                    .orElseThrow(() -> new IllegalStateException("A client has an unknown grant type: " + name)));
        }
        return types;
    }
}
