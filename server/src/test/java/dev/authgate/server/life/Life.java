package dev.authgate.server.life;

import static dev.authgate.server.life.Server.ANN;
import static dev.authgate.server.life.Server.API;
import static dev.authgate.server.life.Server.BOB;
import static dev.authgate.server.life.Server.NOBODY;
import static dev.authgate.server.life.Server.RADIO;
import static dev.authgate.server.life.Server.TV;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes the same steps on a server, and tells what it answered. */
final class Life {
    private static final List<String> USERS = List.of(ANN, BOB);
    private static final List<String> ISSUED_TO = List.of(TV, RADIO);
    private static final List<String> ASKING = List.of(TV, API, API, API, RADIO);
    private static final List<String> REVOKING = List.of(TV, RADIO, NOBODY);
    private static final List<List<String>> GRANTED = List.of(List.of("read", "write"), List.of("read"));
    private static final List<List<String>> ASKED =
            List.of(List.of(), List.of(), List.of(), List.of("read"), List.of("write"), List.of("admin"));

    private final Server server;
    private final List<String> owners = new ArrayList<>();
    private final Set<String> disabled = new HashSet<>();

    Life(Server server) {
        this.server = server;
    }

    /** What the server says to this step, and how things stand after it. */
    String take(Step step) {
        return answer(step) + "; grants " + server.statuses() + ", " + server.reuses() + " reuses";
    }

    private String answer(Step step) {
        return switch (step.kind()) {
            case ISSUE -> issue(step);
            case SWITCH_USER -> switched(Step.pick(USERS, step.which()), step);
            case SWITCH_CLIENT -> switched(Step.pick(ASKING, step.which()), step);
            case SWITCH_ROTATION -> {
                server.rotate(Step.pick(ISSUED_TO, step.which()), step.rarely(2));
                yield "switched";
            }
            case END_ALL -> {
                if (step.rarely(3)) {
                    server.endAll(Step.pick(USERS, step.who()));
                }
                yield "ended";
            }
            case WAIT -> {
                server.pass(step.seconds());
                yield "passed";
            }
            case SWEEP -> {
                server.sweep();
                yield "swept";
            }
            default -> owners.isEmpty() ? "nothing there yet" : aboutTokens(step);
        };
    }

    private String issue(Step step) {
        var client = Step.pick(ISSUED_TO, step.which());
        var user = Step.pick(USERS, step.who());
        owners.add(user);
        return server.issue(client, user, Step.pick(GRANTED, step.how()));
    }

    /** What is disabled is soon enabled again; else nothing would go on. */
    private String switched(String userOrClient, Step step) {
        var enabled = disabled.contains(userOrClient) || !step.rarely(3);
        if (enabled) {
            disabled.remove(userOrClient);
        } else {
            disabled.add(userOrClient);
        }
        server.enable(userOrClient, enabled);
        return "switched";
    }

    private String aboutTokens(Step step) {
        var refresh = step.which() % server.refreshTokens();
        var latest = server.refreshTokens() - 1;
        var access = step.which() % server.accessTokens();
        return switch (step.kind()) {
            case REFRESH -> server.refresh(refresh, client(refresh, step), Step.pick(ASKED, step.how()));
            case REFRESH_LATEST -> server.refresh(latest, client(latest, step), Step.pick(ASKED, step.how()));
            case REFRESH_FORGED -> server.refreshForged(refresh, client(refresh, step));
            case REVOKE_REFRESH_TOKEN ->
                step.rarely(3) ? server.revokeRefreshToken(refresh, revoker(step)) : "not revoked";
            case REVOKE_ACCESS_TOKEN -> server.revokeAccessToken(access, revoker(step));
            case REVOKE_FORGED -> server.revokeForged(refresh, revoker(step));
            case CHANGE_GRANT -> change(step);
            case INTROSPECT_ACCESS_TOKEN -> server.introspectAccessToken(access, Step.pick(ASKING, step.who()));
            case INTROSPECT_REFRESH_TOKEN -> server.introspectRefreshToken(refresh, Step.pick(ASKING, step.who()));
            case INTROSPECT_FORGED -> server.introspectForged(refresh, Step.pick(ASKING, step.who()));
            case TOKEN_INFO -> server.tokenInfo(access);
            case TOKEN_INFO_FORGED -> server.tokenInfoForged(access);
            case ISSUE, END_ALL, SWITCH_USER, SWITCH_CLIENT, SWITCH_ROTATION, WAIT, SWEEP ->
                throw new IllegalArgumentException("Not about tokens: " + step);
        };
    }

    /** Mostly the right one. */
    private String client(int refreshToken, Step step) {
        return step.rarely(7) ? Step.pick(ISSUED_TO, step.who()) : server.clientOf(refreshToken);
    }

    private String revoker(Step step) {
        return Step.pick(REVOKING, step.who());
    }

    private String change(Step step) {
        var grant = step.which() % owners.size();
        var user = step.rarely(7) ? Step.pick(USERS, step.who()) : owners.get(grant);
        var change = Step.pick(List.of(Server.Change.values()), step.who() / 2);
        return server.change(grant, user, change);
    }

    /** What everybody may know of every token, at the end. */
    List<String> allTokens() {
        var told = new ArrayList<String>();
        for (var token = 0; token < server.accessTokens(); token++) {
            told.add(token + ": " + server.tokenInfo(token) + " / " + server.introspectAccessToken(token, API));
        }
        for (var token = 0; token < server.refreshTokens(); token++) {
            told.add(token + ": " + server.introspectRefreshToken(token, API));
        }
        return told;
    }
}
