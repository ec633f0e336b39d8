package dev.authgate.server.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.MemoryAuditTrail;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.client.MemoryClients;
import dev.authgate.server.key.SharedSecrets;
import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.MemoryLeases;
import dev.authgate.server.storage.MemoryTransactions;
import dev.authgate.server.token.AccessTokens;
import dev.authgate.server.token.LocalTokens;
import dev.authgate.server.token.MemoryGrants;
import dev.authgate.server.token.MemoryTokens;
import dev.authgate.server.token.TokenIssuer;
import dev.authgate.server.token.TokenProvider;
import dev.authgate.server.token.TokenResult;
import dev.authgate.server.token.TokenSet;
import dev.authgate.server.token.TokenSettings;
import dev.authgate.server.user.MemoryUsers;
import dev.authgate.server.user.Role;
import dev.authgate.server.user.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** The whole device flow without HTTP or a database, at a time that tests set. */
final class DeviceFlow {
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    static final Origin DEVICE = new Origin("203.0.113.24", "acme-deploy/2.4.1", "request-1");
    static final User ALEX = User.local("user-1", "alex", "hash", Role.USER, NOON);

    private static final TokenSettings SETTINGS = new TokenSettings(
            "https://auth.example.org",
            "https://auth.example.org",
            Duration.ofHours(1),
            Duration.ofDays(30),
            true,
            TokenSettings.Rotation.off());

    final MemoryClients clients = new MemoryClients();
    final MemoryUsers users = new MemoryUsers();
    final MemoryGrants grants = new MemoryGrants();
    final MemoryTokens tokens = new MemoryTokens(grants, users, clients);
    final MemoryDeviceAuthorizations authorizations = new MemoryDeviceAuthorizations();
    final RecentAuthorizations recent =
            new RecentAuthorizations(authorizations, Freshness.within(Duration.ofSeconds(1)));
    final HandOver handOver = new HandOver(HandOver.Limits.of(100, true), authorizations, recent);
    final MemoryNews news = new MemoryNews();
    final Decisions decisions = new Decisions(recent, handOver, news);
    final MemoryAuditTrail audit = new MemoryAuditTrail();
    final MemoryTransactions transactions = new MemoryTransactions(authorizations, grants, tokens, audit, news);
    final UserCodeKeys userCodeKeys = new UserCodeKeys(List.of("a key".getBytes(UTF_8)));
    final Client client = client("client-1", Set.of(GrantType.DEVICE_CODE, GrantType.REFRESH_TOKEN));

    final MemoryLeases leases = new MemoryLeases();
    private final Secrets secrets = new Secrets();
    final DeviceRequest request = request(secrets);
    final DeviceCodeGrant grant = grant(recent);

    DeviceFlow() {
        clients.add(client);
        users.add(ALEX);
    }

    static Client client(String id, Set<GrantType> grantTypes) {
        return new Client(
                id,
                "Acme Deploy CLI",
                ClientType.PUBLIC,
                null,
                Scopes.parse("read write"),
                grantTypes,
                true,
                false,
                true,
                NOON);
    }

    DeviceRequest request(Secrets from) {
        var settings =
                new DeviceSettings("https://auth.example.org", Duration.ofMinutes(30), Duration.ofSeconds(5), 100);
        return new DeviceRequest(
                authorizations, recent, audit, transactions, new DeviceRequest.Codes(from, userCodeKeys, settings));
    }

    /** The grant as another node would have it: the same stores, a memory of its own. */
    DeviceCodeGrant anotherNode() {
        return grant(new RecentAuthorizations(authorizations, Freshness.within(Duration.ZERO)));
    }

    private DeviceCodeGrant grant(RecentAuthorizations memory) {
        var keys = new SharedSecrets(List.of("a secret of at least thirty-two bytes"));
        var accessTokens = new AccessTokens(SETTINGS, keys, Clock.fixed(NOON, ZoneOffset.UTC));
        return grant(memory, new LocalTokens(accessTokens, secrets));
    }

    /** The grant as a node has it whose tokens this provider makes. */
    DeviceCodeGrant nodeOf(TokenProvider provider) {
        return grant(new RecentAuthorizations(authorizations, Freshness.within(Duration.ZERO)), provider);
    }

    private DeviceCodeGrant grant(RecentAuthorizations memory, TokenProvider provider) {
        var issuer = new TokenIssuer(SETTINGS, provider, grants, tokens, secrets);
        var redemption = new Redemption(
                authorizations, new Redemption.Parts(users, issuer, secrets, leases), audit, transactions);
        return new DeviceCodeGrant(authorizations, memory, redemption, news, audit, transactions);
    }

    DeviceRequest.Issued start() {
        return request.request(client, form(""), DEVICE, NOON);
    }

    TokenResult poll(String deviceCode, Instant now) {
        return grant.decide(client, form("device_code=" + deviceCode), DEVICE, now);
    }

    void approve(DeviceRequest.Issued issued, Instant now) {
        var waiting = find(issued);
        decide(waiting, waiting.approve(ALEX.id(), now), now);
    }

    void deny(DeviceRequest.Issued issued, Instant now) {
        var waiting = find(issued);
        decide(waiting, waiting.deny(ALEX.id(), now), now);
    }

    private void decide(DeviceAuthorization waiting, DeviceAuthorization decided, Instant now) {
        authorizations.replacing(waiting, decided).attempt();
        decisions.spread(decided, now);
    }

    DeviceAuthorization find(DeviceRequest.Issued issued) {
        return authorizations
                .findByUserCode(userCodeKeys.hash(issued.userCode()))
                .orElseThrow();
    }

    List<EventType> audited() {
        return audit.events().stream().map(event -> event.type()).toList();
    }

    static OAuthError refusal(TokenResult result) {
        return ((TokenResult.Refused) result).refusal().error();
    }

    static TokenSet tokens(TokenResult result) {
        return ((TokenResult.Issued) result).tokens();
    }

    static FormParameters form(String body) {
        return FormParameters.parse(body.getBytes(UTF_8));
    }
}
