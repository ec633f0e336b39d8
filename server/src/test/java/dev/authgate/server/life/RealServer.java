package dev.authgate.server.life;

import dev.authgate.server.account.OwnGrants;
import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.audit.EventType;
import dev.authgate.server.audit.Origin;
import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientAuthenticator;
import dev.authgate.server.client.ClientSecrets;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.client.TokenPolicy;
import dev.authgate.server.key.SharedSecrets;
import dev.authgate.server.oauth.GrantType;
import dev.authgate.server.oauth.MasterSecret;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.storage.Samples;
import dev.authgate.server.token.AccessTokens;
import dev.authgate.server.token.Grant;
import dev.authgate.server.token.IntrospectionResource;
import dev.authgate.server.token.LocalTokens;
import dev.authgate.server.token.RefreshGrant;
import dev.authgate.server.token.Revocation;
import dev.authgate.server.token.RevocationResource;
import dev.authgate.server.token.SuccessorSeal;
import dev.authgate.server.token.TokenChecks;
import dev.authgate.server.token.TokenInfoResource;
import dev.authgate.server.token.TokenIssuer;
import dev.authgate.server.token.TokenResource;
import dev.authgate.server.token.TokenSettings;
import dev.authgate.server.token.TokenValidation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The endpoints and rules of the server, put together over some stores, without HTTP. */
final class RealServer implements Server {
    private static final Instant START = Samples.NOON;

    private final Stores stores;
    private final TokenIssuer issuer;
    private final OwnGrants ownGrants;
    private final Endpoints endpoints;
    private final List<String> grants = new ArrayList<>();
    private final List<String> refreshTokens = new ArrayList<>();
    private final List<String> accessTokens = new ArrayList<>();
    private final List<String> owners = new ArrayList<>();
    private final Hands hands = new Hands(START);
    private int reuses;

    RealServer(Stores stores, Rules rules) {
        this.stores = stores;
        var settings = settings(rules);
        AuditTrail audit = event -> {
            reuses += event.type() == EventType.REFRESH_TOKEN_REUSED ? 1 : 0;
            stores.audit().record(event);
        };
        var keys = new SharedSecrets(List.of("a secret of at least thirty-two bytes"));
        var signing = new AccessTokens(settings, keys, hands);
        var seal = new SuccessorSeal(MasterSecret.of("a server secret of thirty-two bytes"));
        var parts = new RefreshGrant.Parts(stores.grants(), stores.tokens(), seal);
        var authenticator = new ClientAuthenticator(stores.clients(), audit, false);
        var checks = new TokenChecks(signing, stores.tokens(), TokenValidation.byStandingAlone());
        issuer = new TokenIssuer(
                settings, new LocalTokens(signing, new Secrets()), stores.grants(), stores.tokens(), new Secrets());
        ownGrants = new OwnGrants(stores.grants(), user -> 0, audit, stores.transactions());
        endpoints = new Endpoints(
                hands,
                new TokenResource(
                        authenticator,
                        List.of(new RefreshGrant(settings, issuer, parts, audit, stores.transactions()))),
                new RevocationResource(
                        authenticator,
                        new Revocation(
                                stores.grants(), stores.tokens(), stores.clients(), audit, stores.transactions())),
                new IntrospectionResource(authenticator, checks, stores.tokens(), settings),
                new TokenInfoResource(checks, settings.issuer(), true));
        plant();
    }

    private static TokenSettings settings(Rules rules) {
        return new TokenSettings(
                "https://auth.example.org",
                "https://auth.example.org",
                Duration.ofSeconds(rules.access()),
                Duration.ofSeconds(rules.lifetime()),
                true,
                new TokenSettings.Rotation(rules.rotation(), Duration.ofSeconds(rules.grace()), rules.sliding()));
    }

    private void plant() {
        stores.users().add(Samples.user(ANN, ANN));
        stores.users().add(Samples.user(BOB, BOB));
        for (var id : List.of(TV, RADIO, API)) {
            stores.clients().add(client(id, policy(id, null)));
        }
    }

    private static Client client(String id, TokenPolicy policy) {
        var open = id.equals(RADIO);
        return new Client(
                id,
                id,
                open ? ClientType.PUBLIC : ClientType.CONFIDENTIAL,
                open ? null : ClientSecrets.of(SecretHash.of(Endpoints.SECRET), START),
                Scopes.parse("read write admin"),
                Set.of(GrantType.values()),
                true,
                id.equals(API),
                true,
                policy,
                START);
    }

    private static TokenPolicy policy(String id, @Nullable Boolean rotation) {
        return id.equals(RADIO)
                ? new TokenPolicy(Duration.ofSeconds(RADIO_ACCESS), Duration.ofSeconds(RADIO_LIFETIME), rotation)
                : new TokenPolicy(null, null, rotation);
    }

    @Override
    public String issue(String client, String user, List<String> scopes) {
        var now = hands.instant();
        var id = "grant-" + grants.size();
        var registered = stores.clients().find(client).orElseThrow();
        var grant = new Grant(
                id,
                user,
                client,
                new Scopes(scopes),
                Grant.Status.ACTIVE,
                null,
                null,
                "203.0.113.24",
                now,
                now,
                "203.0.113.24",
                issuer.grantEnd(registered, now));
        var drawn = issuer.first(grant, registered, now);
        var set = stores.transactions().inTransaction(() -> issuer.storeFirst(drawn));
        grants.add(id);
        return told(Endpoints.Tokens.of(set), client);
    }

    /** What was given, by numbers; a refresh token that was given before has its number already. */
    private String told(Endpoints.Tokens given, String client) {
        accessTokens.add(given.access());
        if (!refreshTokens.contains(given.refresh())) {
            refreshTokens.add(given.refresh());
            owners.add(client);
        }
        return "access token " + (accessTokens.size() - 1) + ", refresh token " + refreshTokens.indexOf(given.refresh())
                + ", " + given.scopes() + ", " + given.seconds() + " s";
    }

    @Override
    public String refresh(int refreshToken, String client, List<String> scopes) {
        return endpoints.refresh(refreshTokens.get(refreshToken), client, scopes, given -> told(given, client));
    }

    @Override
    public String refreshForged(int like, String client) {
        return endpoints.refresh(forged(refreshTokens.get(like)), client, List.of(), given -> told(given, client));
    }

    private static String forged(String token) {
        var last = token.charAt(token.length() - 1);
        return token.substring(0, token.length() - 1) + (last == 'A' ? 'Q' : 'A');
    }

    @Override
    public String revokeRefreshToken(int refreshToken, String client) {
        return endpoints.revoke(refreshTokens.get(refreshToken), client);
    }

    @Override
    public String revokeAccessToken(int accessToken, String client) {
        return endpoints.revoke(accessTokens.get(accessToken), client);
    }

    @Override
    public String revokeForged(int like, String client) {
        return endpoints.revoke(forged(refreshTokens.get(like)), client);
    }

    @Override
    public String change(int grant, String user, Change change) {
        var action =
                switch (change) {
                    case END -> OwnGrants.Action.REVOKE;
                    case DISOWN -> OwnGrants.Action.DISOWN;
                    case DISABLE -> OwnGrants.Action.DISABLE;
                    case ENABLE -> OwnGrants.Action.ENABLE;
                };
        return ownGrants
                .change(grants.get(grant), action, Samples.user(user, user), Origin.local(), hands.instant())
                .map(done -> done.made() ? "changed" : "not changed")
                .orElse("no such grant");
    }

    @Override
    public void endAll(String user) {
        ownGrants.endAllOf(Samples.user(user, user), Origin.local(), hands.instant());
    }

    @Override
    public void enable(String userOrClient, boolean enabled) {
        stores.users().find(userOrClient).ifPresent(user -> {
            var sample = Samples.user(userOrClient, userOrClient);
            stores.users().replace(user, enabled ? sample : sample.disabled());
        });
        stores.clients().find(userOrClient).ifPresent(client -> {
            var sample = client(client.id(), client.tokenPolicy());
            stores.clients().replace(client, enabled ? sample : sample.disabled());
        });
    }

    @Override
    public void rotate(String client, boolean rotates) {
        var before = stores.clients().find(client).orElseThrow();
        stores.clients().replace(before, before.with(policy(client, rotates)));
    }

    @Override
    public String introspectAccessToken(int accessToken, String client) {
        return endpoints.introspect(accessTokens.get(accessToken), client);
    }

    @Override
    public String introspectRefreshToken(int refreshToken, String client) {
        return endpoints.introspect(refreshTokens.get(refreshToken), client);
    }

    @Override
    public String introspectForged(int like, String client) {
        return endpoints.introspect(forged(refreshTokens.get(like)), client);
    }

    @Override
    public String tokenInfo(int accessToken) {
        return endpoints.tokenInfo(accessTokens.get(accessToken));
    }

    @Override
    public String tokenInfoForged(int like) {
        return endpoints.tokenInfo(forged(accessTokens.get(like)));
    }

    @Override
    public void pass(long seconds) {
        hands.move(Duration.ofSeconds(seconds));
    }

    @Override
    public void sweep() {
        stores.sweeper().accept(hands.instant());
    }

    @Override
    public List<String> statuses() {
        return grants.stream()
                .map(id -> stores.grants()
                        .find(id)
                        .map(grant -> grant.status().name().toLowerCase(Locale.ROOT))
                        .orElse("gone"))
                .toList();
    }

    @Override
    public int reuses() {
        return reuses;
    }

    @Override
    public int refreshTokens() {
        return refreshTokens.size();
    }

    @Override
    public String clientOf(int refreshToken) {
        return owners.get(refreshToken);
    }

    @Override
    public int accessTokens() {
        return accessTokens.size();
    }
}
