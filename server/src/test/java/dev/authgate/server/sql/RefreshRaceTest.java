package dev.authgate.server.sql;

import static dev.authgate.server.storage.Samples.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.audit.Origin;
import dev.authgate.server.key.SharedSecrets;
import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.Race;
import dev.authgate.server.storage.Samples;
import dev.authgate.server.token.AccessTokens;
import dev.authgate.server.token.LocalTokens;
import dev.authgate.server.token.RefreshGrant;
import dev.authgate.server.token.SuccessorSeal;
import dev.authgate.server.token.TokenIssuer;
import dev.authgate.server.token.TokenResult;
import dev.authgate.server.token.TokenSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("RFC 9700 section 4.14.2: one successor, however many refresh at once")
class RefreshRaceTest {
    private static final int ROUNDS = 10;

    private static final TokenSettings SETTINGS = new TokenSettings(
            "https://auth.example.org",
            "https://auth.example.org",
            Duration.ofHours(1),
            Duration.ofDays(30),
            true,
            new TokenSettings.Rotation(true, Duration.ofSeconds(30), false));

    /** What one server would have: a connection to the database, and the secrets that all share. */
    private record Node(SqlStorage storage, TokenIssuer issuer, RefreshGrant grant) {
        static Node on(SqlStorage storage) {
            var keys = new SharedSecrets(List.of("a secret of at least thirty-two bytes"));
            var accessTokens = new AccessTokens(SETTINGS, keys, Clock.fixed(NOON, ZoneOffset.UTC));
            var issuer = new TokenIssuer(
                    SETTINGS,
                    new LocalTokens(accessTokens, new Secrets()),
                    storage.grants(),
                    storage.tokens(),
                    new Secrets());
            var seal = new SuccessorSeal(MasterSecret.of("a server secret of thirty-two bytes"));
            var parts = new RefreshGrant.Parts(storage.grants(), storage.tokens(), seal);
            return new Node(
                    storage,
                    issuer,
                    new RefreshGrant(SETTINGS, issuer, parts, storage.auditTrail(), storage.transactions()));
        }

        String firstRefreshToken(String grantId) {
            var drawn = issuer.first(Samples.grant(grantId, "ann", "tv"), Samples.client("tv"), NOON);
            var tokens = storage.transactions().inTransaction(() -> issuer.storeFirst(drawn));
            return Objects.requireNonNull(tokens.refreshToken());
        }

        TokenResult refresh(String token) {
            var form = FormParameters.parse(("refresh_token=" + token).getBytes(UTF_8));
            return grant.decide(Samples.client("tv"), form, Origin.local(), NOON);
        }
    }

    @Test
    void on_one_server_with_sqlite(@TempDir Path directory) throws Exception {
        var settings = DatabaseSettings.of("jdbc:sqlite:" + directory.resolve("test.db"));
        try (var storage = SqlStorage.open(settings, SqlStorage.Purpose.SERVER)) {
            everyoneGetsTheSame(Node.on(storage), Node.on(storage));
        }
    }

    @Test
    void on_two_servers_with_one_postgresql() throws Exception {
        var settings = EmbeddedServer.newDatabase();
        try (var first = SqlStorage.open(settings, SqlStorage.Purpose.SERVER);
                var second = SqlStorage.open(settings, SqlStorage.Purpose.SERVER)) {
            everyoneGetsTheSame(Node.on(first), Node.on(second));
        }
    }

    private static void everyoneGetsTheSame(Node first, Node second) throws Exception {
        first.storage().users().add(Samples.user("ann", "Ann"));
        first.storage().clients().add(Samples.client("tv"));
        for (var round = 0; round < ROUNDS; round++) {
            var token = first.firstRefreshToken("grant " + round);

            var results = Race.run(runner -> (runner % 2 == 0 ? first : second).refresh(token));

            assertThat(results.stream()
                            .map(result -> result.orThrow().refreshToken())
                            .distinct())
                    .hasSize(1)
                    .doesNotContain(token);
        }
    }
}
