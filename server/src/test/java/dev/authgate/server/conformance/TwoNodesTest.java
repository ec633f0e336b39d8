package dev.authgate.server.conformance;

import static dev.authgate.server.conformance.AppUnderTest.TV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.ToldSecrets;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.sql.EmbeddedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Requirements RV-41 and others: what is changed on one node counts on the other")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesTest {
    @TempDir
    static Path directory;

    private List<AppUnderTest.Shared> nodes = List.of();

    @BeforeAll
    void start() throws Exception {
        var database = EmbeddedServer.newDatabase();
        var settings = Map.of(
                "LIMITS",
                "off",
                "DATA_DIR",
                directory.toString(),
                "ENABLE_TOKEN_ROTATION",
                "true",
                "DATABASE_URL",
                database.url(),
                "DATABASE_USER",
                database.user(),
                "DATABASE_PASSWORD",
                database.password(),
                "JWT_SECRET",
                "jwt-secret-of-two-nodes-0123456789-abcdef",
                "SESSION_SECRET",
                "session-secret-of-two-nodes-0123456789");
        nodes = List.of(AppUnderTest.Shared.start(settings), AppUnderTest.Shared.start(settings));
    }

    @AfterAll
    void stop() {
        nodes.forEach(AppUnderTest.Shared::close);
        ToldSecrets.assertNoneLogged();
    }

    private OAuth one() {
        return new OAuth(new Http(nodes.get(0).server().port()));
    }

    private OAuth other() {
        return new OAuth(new Http(nodes.get(1).server().port()));
    }

    private Reply tokens(String clientId) {
        var codes = one().codes(clientId);
        new Browser(one().http()).signIn(Person.ANN).approve(codes);
        return one().poll(codes).json(200);
    }

    @Test
    @Tag("RV-41")
    void a_revoked_token_is_dead_on_the_other_node_at_once() {
        var tokens = tokens(TV);
        other().tokenInfo(tokens.text("access_token")).json(200);

        one().revoke("token", tokens.text("access_token"), "client_id", TV).json(200);
        other().tokenInfo(tokens.text("access_token")).refused(401, "invalid_token");

        one().revoke("token", tokens.text("refresh_token"), "client_id", TV).json(200);
        other().refresh(TV, tokens.text("refresh_token")).refused("invalid_grant");
    }

    @Test
    @Tag("RF-43")
    void a_spent_refresh_token_has_the_same_successor_on_both_nodes() {
        var first = tokens(TV).text("refresh_token");

        var here = one().refresh(TV, first).json(200);
        var there = other().refresh(TV, first).json(200);

        assertThat(there.text("refresh_token")).isEqualTo(here.text("refresh_token"));
    }

    @Test
    void a_disabled_client_stops_on_both_nodes() {
        var device = AppUnderTest.client("switched-off", "read", null, Set.of(GrantType.values()));
        try (var workspace = nodes.get(0).server().workspace()) {
            workspace.clients().add(device);
            var tokens = tokens(device.id());
            other().tokenInfo(tokens.text("access_token")).json(200);

            workspace.clients().replace(device, device.disabled());

            other().tokenInfo(tokens.text("access_token")).refused(401, "invalid_token");
            for (var node : List.of(one(), other())) {
                Eventually.is(() -> node.device("client_id", device.id()).status(), status -> status == 401);
            }
        }
    }
}
