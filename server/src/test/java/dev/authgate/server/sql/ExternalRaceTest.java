package dev.authgate.server.sql;

import static dev.authgate.server.storage.Samples.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.audit.Origin;
import dev.authgate.server.device.DecisionNews;
import dev.authgate.server.device.DeviceCodeGrant;
import dev.authgate.server.device.Freshness;
import dev.authgate.server.device.RecentAuthorizations;
import dev.authgate.server.device.Redemption;
import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.service.Company;
import dev.authgate.server.storage.Race;
import dev.authgate.server.storage.Samples;
import dev.authgate.server.token.HttpApiTokens;
import dev.authgate.server.token.TokenIssuer;
import dev.authgate.server.token.TokenResult;
import dev.authgate.server.token.TokenService;
import dev.authgate.server.token.TokenSettings;
import dev.authgate.server.user.Authentication;
import dev.authgate.server.user.HttpApiAuthentication;
import dev.authgate.server.user.LocalAuthentication;
import dev.authgate.server.user.PasswordHasher;
import dev.authgate.server.user.PasswordService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What happens once, although somebody else is asked in between and servers race")
class ExternalRaceTest {
    private static final int ROUNDS = 5;
    private static final TokenSettings SETTINGS = new TokenSettings(
            "https://auth.example.org",
            "https://auth.example.org",
            Duration.ofHours(1),
            Duration.ofDays(30),
            true,
            TokenSettings.Rotation.off());

    @Test
    void on_one_server_with_sqlite(@TempDir Path directory) throws Exception {
        var settings = DatabaseSettings.of("jdbc:sqlite:" + directory.resolve("test.db"));
        try (var storage = SqlStorage.open(settings, SqlStorage.Purpose.SERVER)) {
            everythingOnce(List.of(storage, storage));
        }
    }

    @Test
    void on_two_servers_with_one_postgresql() throws Exception {
        var settings = EmbeddedServer.newDatabase();
        try (var first = SqlStorage.open(settings, SqlStorage.Purpose.SERVER);
                var second = SqlStorage.open(settings, SqlStorage.Purpose.SERVER)) {
            everythingOnce(List.of(first, second));
        }
    }

    private static void everythingOnce(List<SqlStorage> servers) throws Exception {
        try (var company = new Company(NOON);
                var hasher = new PasswordHasher()) {
            firstSignInsMakeOneUser(servers, company, hasher);
            aNameIsOnePersons(servers, company, hasher);
            pollsGetOneSetOfTokens(servers, company);
        }
    }

    private static void firstSignInsMakeOneUser(List<SqlStorage> servers, Company company, PasswordHasher hasher)
            throws Exception {
        var nodes = servers.stream()
                .map(server -> signingIn(server, company, hasher))
                .toList();
        for (var round = 0; round < ROUNDS; round++) {
            var name = "cleo" + round;
            company.desk().give(name, "external " + round, "secret");
            var slots = new Semaphore(12);

            var outcomes = Race.run(runner -> {
                slots.acquireUninterruptibly();
                try {
                    return nodes.get(runner % 2).authenticate(name, "secret", Origin.local(), NOON);
                } finally {
                    slots.release();
                }
            });

            assertThat(outcomes).hasOnlyElementsOfType(Authentication.Authenticated.class);
            assertThat(outcomes).containsOnly(outcomes.get(0));
        }
        assertThat(servers.get(0).users().all()).hasSize(ROUNDS);
    }

    /** One moves to a name that another one, signing in for the first time, has at the service in other letters. */
    private static void aNameIsOnePersons(List<SqlStorage> servers, Company company, PasswordHasher hasher)
            throws Exception {
        var nodes = servers.stream()
                .map(server -> signingIn(server, company, hasher))
                .toList();
        for (var round = 0; round < ROUNDS; round++) {
            var before = "dan" + round;
            var name = "wanted" + round;
            company.desk().give(before, "mover " + round, "secret");
            nodes.get(0).authenticate(before, "secret", Origin.local(), NOON);
            company.desk()
                    .give(name, "mover " + round, "secret")
                    .give("W" + name.substring(1), "new " + round, "secret");
            var slots = new Semaphore(12);

            var outcomes = Race.run(runner -> {
                slots.acquireUninterruptibly();
                try {
                    var typed = runner % 4 < 2 ? name : "W" + name.substring(1);
                    return nodes.get(runner % 2).authenticate(typed, "secret", Origin.local(), NOON);
                } finally {
                    slots.release();
                }
            });

            assertThat(outcomes)
                    .hasOnlyElementsOfTypes(Authentication.Authenticated.class, Authentication.Conflict.class);
            assertThat(outcomes)
                    .filteredOn(Authentication.Authenticated.class::isInstance)
                    .extracting(outcome ->
                            ((Authentication.Authenticated) outcome).user().id())
                    .containsOnly(servers.get(0)
                            .users()
                            .findByUsername(name)
                            .orElseThrow()
                            .id());
        }
    }

    private static HttpApiAuthentication signingIn(SqlStorage server, Company company, PasswordHasher hasher) {
        return new HttpApiAuthentication(
                new PasswordService(company.client()),
                new LocalAuthentication(server.users(), hasher, server.transactions()),
                new HttpApiAuthentication.Parts(server.users(), server.auditTrail(), server.transactions()),
                new Secrets());
    }

    private static void pollsGetOneSetOfTokens(List<SqlStorage> servers, Company company) throws Exception {
        var first = servers.get(0);
        first.users().add(Samples.user("ann", "Ann"));
        first.clients().add(Samples.client("tv"));
        var nodes = servers.stream().map(server -> redeeming(server, company)).toList();
        for (var round = 0; round < ROUNDS; round++) {
            var pending = Samples.pending("round " + round, "tv");
            first.deviceAuthorizations().add(pending);
            first.deviceAuthorizations()
                    .replacing(pending, pending.approve("ann", NOON))
                    .attempt();
            var form = FormParameters.parse(("device_code=device+code+of+round+" + round).getBytes(UTF_8));

            var results =
                    Race.run(runner -> nodes.get(runner % 2).decide(Samples.client("tv"), form, Origin.local(), NOON));

            assertThat(results).filteredOn(TokenResult.Issued.class::isInstance).hasSize(1);
            assertThat(company.desk().made()).isEqualTo(round + 1);
        }
        assertThat(first.grants().countLasting("ann", NOON)).isEqualTo(ROUNDS);
    }

    private static DeviceCodeGrant redeeming(SqlStorage server, Company company) {
        var there = new HttpApiTokens(new TokenService(company.client()), Company.TIMEOUT, server.auditTrail());
        var issuer = new TokenIssuer(SETTINGS, there, server.grants(), server.tokens(), new Secrets());
        var parts = new Redemption.Parts(server.users(), issuer, new Secrets(), server.leases());
        var redemption =
                new Redemption(server.deviceAuthorizations(), parts, server.auditTrail(), server.transactions());
        return new DeviceCodeGrant(
                server.deviceAuthorizations(),
                new RecentAuthorizations(server.deviceAuthorizations(), Freshness.within(Duration.ZERO)),
                redemption,
                DecisionNews.none(),
                server.auditTrail(),
                server.transactions());
    }
}
