package dev.authgate.server.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.MemoryAuditTrail;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.client.MemoryClients;
import dev.authgate.server.key.SharedSecrets;
import dev.authgate.server.oauth.FormParameters;
import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.OAuthError;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.MemoryTransactions;
import dev.authgate.server.storage.Samples;
import dev.authgate.server.user.MemoryUsers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A grant with its first tokens, and everything that refreshes and ends it, without HTTP or a database. */
final class RefreshFlow {
    static final Instant NOON = Samples.NOON;
    static final Origin DEVICE = new Origin("203.0.113.24", "acme-deploy/2.4.1", "request-1");

    final MemoryUsers users = new MemoryUsers();
    final MemoryClients clients = new MemoryClients();
    final MemoryGrants grants = new MemoryGrants();
    final MemoryTokens tokens = new MemoryTokens(grants, users, clients);
    final MemoryAuditTrail audit = new MemoryAuditTrail();
    final MemoryTransactions transactions = new MemoryTransactions(grants, tokens, audit);
    final Client tv = Samples.client("tv");
    final Client radio = Samples.publicClient("radio", "Radio");

    private final TokenSettings settings;
    private final TokenIssuer issuer;
    final RefreshGrant refreshGrant;

    RefreshFlow(TokenSettings.Rotation rotation) {
        users.add(Samples.user("ann", "Ann"));
        clients.add(tv);
        clients.add(radio);
        settings = new TokenSettings(
                "https://auth.example.org",
                "https://auth.example.org",
                Duration.ofHours(1),
                Duration.ofDays(30),
                true,
                rotation);
        issuer = new TokenIssuer(
                settings, new LocalTokens(accessTokensAt(NOON), new Secrets()), grants, tokens, new Secrets());
        refreshGrant = node();
    }

    AccessTokens accessTokensAt(Instant now) {
        return new AccessTokens(
                settings,
                new SharedSecrets(List.of("a secret of at least thirty-two bytes")),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    /** The grant as one more node would have it: the same stores and keys. */
    RefreshGrant node() {
        return node(issuer);
    }

    /** The grant as a node has it whose tokens this provider makes. */
    RefreshGrant nodeOf(TokenProvider provider) {
        return node(new TokenIssuer(settings, provider, grants, tokens, new Secrets()));
    }

    private RefreshGrant node(TokenIssuer issuer) {
        var seal = new SuccessorSeal(MasterSecret.of("a server secret of thirty-two bytes"));
        return new RefreshGrant(settings, issuer, new RefreshGrant.Parts(grants, tokens, seal), audit, transactions);
    }

    /** The first tokens of a grant that ann gave the client. */
    TokenSet first(String grantId, Client client) {
        return issuer.storeFirst(issuer.first(Samples.grant(grantId, "ann", client.id()), client, NOON));
    }

    TokenResult refresh(String refreshToken, Instant now) {
        return refresh(tv, "refresh_token=" + refreshToken, now);
    }

    TokenResult refresh(Client client, String body, Instant now) {
        return refreshGrant.decide(client, form(body), DEVICE, now);
    }

    boolean dead(String accessToken, Instant now) {
        return new TokenChecks(accessTokensAt(now), tokens, TokenValidation.byStandingAlone())
                .check(accessToken, now)
                .isEmpty();
    }

    Grant.Status status(String grantId) {
        return grants.find(grantId).orElseThrow().status();
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
