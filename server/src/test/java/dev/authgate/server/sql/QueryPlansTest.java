package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Suppliers;
import dev.authgate.server.housekeeping.Expired;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Asks both databases how they would run each statement of the stores. On tables as small as those of a test they would
 * read everything, so PostgreSQL is told to do so only where it has no other way; SQLite always looks for an index.
 */
@DisplayName("No statement reads a large table from end to end")
final class QueryPlansTest {
    @RegisterExtension
    static final SqlFixture SQLITE = SqlFixture.sqlite();

    private static final Supplier<DatabaseSettings> POSTGRESQL = Suppliers.memoize(QueryPlansTest::postgresql);

    private static final Set<String> LARGE = Set.of(
            "users",
            "sessions",
            "attempts",
            "device_authorizations",
            "grants",
            "access_tokens",
            "refresh_tokens",
            "audit_events");

    /** What an administrator asks for is the whole table. */
    private static final Set<String> WHOLE = Set.of("SqlUsers.ALL");

    private static final List<Class<?>> STORES = List.of(
            SqlAttempts.class,
            SqlAuditTrail.class,
            SqlClients.class,
            SqlDeviceAuthorizations.class,
            SqlGrants.class,
            SqlLeases.class,
            SqlSessions.class,
            SqlSigningKeys.class,
            SqlTokens.class,
            SqlUsers.class);

    /** What a lookup asks for many at once, which only PostgreSQL is asked. */
    private static final String FOR_MANY = " for many";

    private static final Pattern STATEMENT = Pattern.compile("(SELECT|INSERT|UPDATE|DELETE|WITH) .*");

    private static DatabaseSettings postgresql() {
        try {
            var settings = EmbeddedServer.newDatabase();
            SqlStorage.open(settings, SqlStorage.Purpose.SERVER).close();
            return settings;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A statement, and where it stands. */
    private record Named(String name, String sql) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Named> statements() {
        var constants = STORES.stream()
                .flatMap(store -> Stream.of(store.getDeclaredFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .flatMap(QueryPlansTest::named);
        var cleaning = Stream.of(Expired.Kind.values())
                .map(kind -> new Named("SqlExpired." + kind, SqlExpired.statement(kind)));
        return Stream.concat(constants, cleaning)
                .filter(one -> STATEMENT.matcher(one.sql()).matches())
                .filter(one -> !WHOLE.contains(one.name()));
    }

    private static Stream<Named> named(Field field) {
        try {
            field.setAccessible(true);
            var name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
            var value = field.get(null);
            if (value instanceof Lookup<?> lookup) {
                return Stream.of(new Named(name, lookup.sql()), new Named(name + FOR_MANY, lookup.sqlForMany()));
            }
            return Stream.of(new Named(name, value instanceof HotStatement hot ? hot.sql() : String.valueOf(value)));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void all_stores_are_looked_at() {
        assertThat(statements().map(Named::name))
                .contains("SqlTokens.FIND_ACCESS_TOKEN", "SqlGrants.UNREVOKED_OF", "SqlExpired.AUDIT_EVENTS")
                .hasSizeGreaterThan(40);
    }

    static Stream<Named> statementsOfSqlite() {
        return statements().filter(one -> !one.name().endsWith(FOR_MANY));
    }

    @ParameterizedTest
    @MethodSource("statementsOfSqlite")
    void on_sqlite(Named statement) {
        var steps = SQLITE.storage().engine().read(handle -> handle.createQuery(
                        "EXPLAIN QUERY PLAN " + statement.sql().replace("?", "NULL"))
                .map((row, context) -> row.getString("detail"))
                .list());

        assertThat(steps.stream().filter(step -> step.startsWith("SCAN ")).map(step -> tableOf(step, statement)))
                .doesNotContainAnyElementsOf(LARGE);
    }

    /** A step names a table as the statement does, which may be a letter for short. */
    private static String tableOf(String step, Named statement) {
        var name = step.replaceFirst("SCAN (\\w+).*", "$1");
        var full = Pattern.compile("(\\w+) " + name + "\\b").matcher(statement.sql());
        return name.length() == 1 && full.find() ? full.group(1) : name;
    }

    @ParameterizedTest
    @MethodSource("statements")
    void on_postgresql(Named statement) throws Exception {
        var scans = new ArrayList<String>();
        collect(plan(statement), scans);

        assertThat(scans).isEmpty();
    }

    @Test
    void would_find_one_that_does() throws Exception {
        var scans = new ArrayList<String>();
        collect(plan(new Named("bad", "SELECT id FROM audit_events WHERE details = ?")), scans);

        assertThat(scans).containsExactly("Seq Scan on audit_events");
    }

    /** In the simple protocol, for in the other one each parameter needs a value. */
    private static JsonNode plan(Named statement) throws SQLException, IOException {
        var database = POSTGRESQL.get();
        try (var connection = DriverManager.getConnection(
                        database.url() + "?preferQueryMode=simple", database.user(), database.password());
                var explain = connection.createStatement()) {
            explain.execute("SET enable_seqscan = off");
            try (var row = explain.executeQuery("EXPLAIN (FORMAT JSON, GENERIC_PLAN) " + numbered(statement.sql()))) {
                row.next();
                return new ObjectMapper().readTree(row.getString(1));
            }
        }
    }

    private static String numbered(String sql) {
        var number = new int[1];
        return Pattern.compile("\\?").matcher(sql).replaceAll(match -> "\\$" + ++number[0]);
    }

    /** Readings of a whole table, or of a whole index over all of it. */
    private static void collect(JsonNode node, List<String> scans) {
        var type = node.path("Node Type").asText();
        var table = node.path("Relation Name").asText();
        if (type.equals("Seq Scan") && LARGE.contains(table)) {
            scans.add(type + " on " + table);
        }
        node.forEach(child -> collect(child, scans));
    }
}
