package dev.authgate.server.life;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The life of tokens as section 4 of the specification tells it, once more, in as few words as possible and sharing
 * nothing with the server. Tokens and grants are numbers: how many there were before. Time is seconds.
 */
final class Model implements Server {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long WEEK = 604_800;

    private final Rules rules;
    private final List<Family> families = new ArrayList<>();
    private final List<Refresh> refreshTokens = new ArrayList<>();
    private final List<Access> accessTokens = new ArrayList<>();
    private final Set<String> disabled = new HashSet<>();
    private final Map<String, Boolean> rotation = new TreeMap<>();
    private long now;
    private int reuses;

    private static final class Family {
        String client = "";
        String user = "";
        List<String> scopes = List.of();
        String status = "active";
        long end;
    }

    private static final class Refresh {
        Family family = new Family();
        long spentAt = NEVER;
        int successor;
    }

    private static final class Access {
        Family family = new Family();
        List<String> scopes = List.of();
        boolean revoked;
        long end;
    }

    Model(Rules rules) {
        this.rules = rules;
    }

    private static long accessLifetime(Rules rules, String client) {
        return client.equals(RADIO) ? RADIO_ACCESS : rules.access();
    }

    private static long lifetime(Rules rules, String client) {
        return client.equals(RADIO) ? RADIO_LIFETIME : rules.lifetime();
    }

    @Override
    public String issue(String client, String user, List<String> scopes) {
        var family = new Family();
        family.client = client;
        family.user = user;
        family.scopes = scopes;
        family.end = now + lifetime(rules, client);
        families.add(family);
        return tokens(family, scopes, newRefreshToken(family));
    }

    private int newRefreshToken(Family family) {
        var token = new Refresh();
        token.family = family;
        refreshTokens.add(token);
        return refreshTokens.size() - 1;
    }

    private String tokens(Family family, List<String> scopes, int refreshToken) {
        var token = new Access();
        token.family = family;
        token.scopes = scopes;
        token.end = Math.min(now + accessLifetime(rules, family.client), family.end);
        accessTokens.add(token);
        return "access token " + (accessTokens.size() - 1) + ", refresh token " + refreshToken + ", " + scopes + ", "
                + (token.end - now) + " s";
    }

    private boolean alive(Family family) {
        return family.status.equals("active")
                && now < family.end
                && !disabled.contains(family.user)
                && !disabled.contains(family.client);
    }

    @Override
    public String refresh(int number, String client, List<String> scopes) {
        var token = refreshTokens.get(number);
        var family = token.family;
        if (disabled.contains(client)) {
            return "invalid_client";
        }
        if (!family.client.equals(client) || !alive(family)) {
            return "invalid_grant";
        }
        if (!family.scopes.containsAll(scopes)) {
            return "invalid_scope";
        }
        if (token.spentAt != NEVER && now >= token.spentAt + rules.grace()) {
            family.status = "revoked";
            reuses++;
            return "invalid_grant";
        }
        if (token.spentAt == NEVER && rotation.getOrDefault(client, rules.rotation())) {
            token.spentAt = now;
            token.successor = newRefreshToken(family);
        }
        if (rules.sliding()) {
            family.end = now + lifetime(rules, client);
        }
        return tokens(
                family, scopes.isEmpty() ? family.scopes : scopes, token.spentAt == NEVER ? number : token.successor);
    }

    @Override
    public String refreshForged(int like, String client) {
        return disabled.contains(client) ? "invalid_client" : "invalid_grant";
    }

    @Override
    public String revokeRefreshToken(int number, String client) {
        var family = refreshTokens.get(number).family;
        if (disabled.contains(client)) {
            return "invalid_client";
        }
        if (mayEnd(client, family)) {
            family.status = "revoked";
        }
        return "done";
    }

    @Override
    public String revokeAccessToken(int number, String client) {
        var token = accessTokens.get(number);
        if (disabled.contains(client)) {
            return "invalid_client";
        }
        token.revoked |= mayEnd(client, token.family);
        return "done";
    }

    private static boolean mayEnd(String client, Family family) {
        return client.equals(NOBODY) ? family.client.equals(RADIO) : family.client.equals(client);
    }

    @Override
    public String revokeForged(int like, String client) {
        return disabled.contains(client) ? "invalid_client" : "done";
    }

    @Override
    public String change(int number, String user, Change change) {
        var family = families.get(number);
        if (!family.user.equals(user) || family.status.equals("gone")) {
            return "no such grant";
        }
        var next =
                switch (change) {
                    case END, DISOWN -> family.status.equals("revoked") ? "" : "revoked";
                    case DISABLE -> family.status.equals("active") && now < family.end ? "disabled" : "";
                    case ENABLE -> family.status.equals("disabled") && now < family.end ? "active" : "";
                };
        family.status = next.isEmpty() ? family.status : next;
        return next.isEmpty() ? "not changed" : "changed";
    }

    @Override
    public void endAll(String user) {
        families.stream()
                .filter(family -> family.user.equals(user) && !family.status.equals("gone"))
                .forEach(family -> family.status = "revoked");
    }

    @Override
    public void enable(String userOrClient, boolean enabled) {
        if (enabled) {
            disabled.remove(userOrClient);
        } else {
            disabled.add(userOrClient);
        }
    }

    @Override
    public void rotate(String client, boolean rotates) {
        rotation.put(client, rotates);
    }

    @Override
    public String introspectAccessToken(int number, String client) {
        var token = accessTokens.get(number);
        return introspected(good(token), token.family, token.scopes, token.end, client);
    }

    private boolean good(Access token) {
        return alive(token.family) && !token.revoked && now < token.end;
    }

    @Override
    public String introspectRefreshToken(int number, String client) {
        var token = refreshTokens.get(number);
        var good = alive(token.family) && token.spentAt == NEVER;
        return introspected(good, token.family, token.family.scopes, token.family.end, client);
    }

    private String introspected(boolean good, Family family, List<String> scopes, long end, String client) {
        if (client.equals(RADIO) || disabled.contains(client)) {
            return "invalid_client";
        }
        var mayKnow = client.equals(API) || client.equals(family.client);
        return good && mayKnow ? told(family, scopes, end) : "inactive";
    }

    private static String told(Family family, List<String> scopes, long end) {
        return "active, " + scopes + ", " + family.client + ", " + family.user + ", until " + end;
    }

    @Override
    public String introspectForged(int like, String client) {
        return client.equals(RADIO) || disabled.contains(client) ? "invalid_client" : "inactive";
    }

    @Override
    public String tokenInfo(int number) {
        var token = accessTokens.get(number);
        return good(token) ? told(token.family, token.scopes, token.end) : "invalid_token";
    }

    @Override
    public String tokenInfoForged(int like) {
        return "invalid_token";
    }

    @Override
    public void pass(long seconds) {
        now += seconds;
    }

    @Override
    public void sweep() {
        families.stream().filter(family -> family.end < now - WEEK).forEach(family -> family.status = "gone");
    }

    @Override
    public List<String> statuses() {
        return families.stream().map(family -> family.status).toList();
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
    public String clientOf(int number) {
        return refreshTokens.get(number).family.client;
    }

    @Override
    public int accessTokens() {
        return accessTokens.size();
    }
}
