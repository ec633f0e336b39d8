package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.TV;
import static dev.authgate.server.conformance.Waiting.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.KeptSecrets;
import dev.authgate.server.sql.DatabaseSettings;
import dev.authgate.server.sql.EmbeddedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@DisplayName("Instant hand-over: two nodes on one PostgreSQL")
@TestInstance(Lifecycle.PER_CLASS)
class TwoNodesHandOverTest {
    private @Nullable DatabaseSettings database;
    private List<AppUnderTest.Shared> nodes = List.of();

    @BeforeAll
    void start() throws SQLException {
        var made = EmbeddedServer.newDatabase();
        database = made;
        nodes = List.of(node(made), node(made));
    }

    private static AppUnderTest.Shared node(DatabaseSettings database) {
        return AppUnderTest.Shared.start(Map.of(
                "LIMITS",
                "off",
                "DATABASE_URL",
                database.url(),
                "DATABASE_USER",
                database.user(),
                "DATABASE_PASSWORD",
                database.password(),
                "JWT_SECRET",
                "jwt-secret-of-two-nodes-0123456789-abcdef",
                "SESSION_SECRET",
                "session-secret-of-two-nodes-0123456789-xy"));
    }

    @AfterAll
    void stop() {
        nodes.forEach(AppUnderTest.Shared::close);
        if (database != null) {
            KeptSecrets.assertNoneIn(database);
        }
    }

    private OAuth oauth(int node) {
        return new OAuth(new Http(nodes.get(node).server().port()));
    }

    private Waiting waiting(int node) {
        return new Waiting(nodes.get(node).server());
    }

    private Browser browser(int node) {
        return new Browser(oauth(node).http()).signIn(Person.ANN);
    }

    private Connection connection() throws SQLException {
        if (database == null) {
            throw new IllegalStateException("Only between the first test and the last");
        }
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void a_poll_that_waits_on_one_is_answered_when_the_user_approves_on_the_other() {
        var codes = oauth(0).codes(TV);
        var reply = waiting(0).begin(codes, "wait=30");

        browser(1).approve(codes);

        assertThat(answer(reply).json(200).header("Preference-Applied")).isEqualTo("wait=30");
    }

    @Test
    void and_when_the_user_denies_there() {
        var codes = oauth(1).codes(TV);
        var reply = waiting(1).begin(codes, "wait=30");

        browser(0).decide(codes.userCode(), "deny").page(200);

        answer(reply).refused("access_denied");
    }

    @Test
    void and_even_when_the_news_of_it_are_lost() throws SQLException {
        var codes = oauth(0).codes(TV);
        var reply = waiting(0).begin(codes, "wait=30");

        execute("UPDATE device_authorizations SET status = 'denied' WHERE status = 'pending'");

        answer(reply).refused("access_denied");
    }

    @Test
    void polls_of_one_device_that_wait_on_both_get_its_tokens_once() {
        var codes = oauth(0).codes(TV);
        var first = waiting(0).begin(codes, "wait=30");
        var second = waiting(1).begin(codes, "wait=30");

        browser(1).approve(codes);

        var statuses = List.of(answer(first).status(), answer(second).status());
        assertThat(statuses).containsExactlyInAnyOrder(200, 400);
    }

    @Test
    void a_device_whose_node_stops_goes_on_waiting_on_the_other() throws SQLException {
        if (database == null) {
            throw new IllegalStateException("Only between the first test and the last");
        }
        var third = node(database);
        var codes = oauth(0).codes(TV);
        var there = new OAuth(new Http(third.server().port()));
        var interrupted = new Waiting(third.server()).begin(there, codes, "wait=30");
        third.close();
        answer(interrupted).refused("authorization_pending");

        var reply = waiting(1).begin(codes, "wait=30");
        browser(0).approve(codes);

        answer(reply).json(200);
    }

    @Test
    void their_waits_end_by_time_each_by_its_own_clock() {
        var codes = oauth(1).codes(TV);
        var reply = waiting(1).begin(codes, "wait=5");

        nodes.get(1).clock().advance(Duration.ofSeconds(5));

        answer(reply).refused("authorization_pending");
    }
}
