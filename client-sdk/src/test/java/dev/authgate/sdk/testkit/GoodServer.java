package dev.authgate.sdk.testkit;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a good server answers to each request. */
final class GoodServer {
    private final URI issuer;
    private final SigningKeys keys;
    private final IssuedByFake issued;
    private final Map<String, String> scopeOfDeviceCode = new HashMap<>();
    private final Set<String> redeemed = new HashSet<>();

    volatile Duration codeLifetime = Duration.ofMinutes(15);
    volatile @Nullable Duration interval = Duration.ofSeconds(5);
    volatile Duration longestWait = Duration.ZERO;

    GoodServer(URI issuer, SigningKeys keys, IssuedByFake issued) {
        this.issuer = issuer;
        this.keys = keys;
        this.issued = issued;
    }

    Reply answer(String kind, ReceivedRequest request) {
        return switch (kind) {
            case "/.well-known/oauth-authorization-server" -> Reply.json(200, metadata());
            case "/.well-known/jwks.json" -> Reply.json(200, keys.document());
            case "/oauth/device/code" -> begin(request.form());
            case "refresh" ->
                issued.refreshed(request.form().getOrDefault("refresh_token", ""), clientId(request), "read write");
            case "/oauth/revoke" -> revoke(request.form());
            case "/oauth/tokeninfo" -> whenSignedIn(request, this::tokenInfo);
            case "/api/greeting" -> whenSignedIn(request, token -> Reply.json(200, "{\"greeting\":\"Hello\"}"));
            default -> Reply.json(404, "{\"error\":\"not_found\"}");
        };
    }

    private String metadata() {
        var wait = longestWait.isZero() ? "" : ",\"authgate_poll_wait_seconds_max\":" + longestWait.toSeconds();
        return "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"" + issuer.resolve("/oauth/token")
                + "\",\"device_authorization_endpoint\":\"" + issuer.resolve("/oauth/device/code")
                + "\",\"revocation_endpoint\":\"" + issuer.resolve("/oauth/revoke") + "\",\"jwks_uri\":\""
                + issuer.resolve("/.well-known/jwks.json") + "\"" + wait + "}";
    }

    private synchronized Reply begin(Map<String, String> form) {
        var number = scopeOfDeviceCode.size() + 1;
        var deviceCode = "device-code-number-" + number;
        scopeOfDeviceCode.put(deviceCode, form.getOrDefault("scope", "read write"));
        var page = issuer.resolve("/device");
        var pause = interval == null ? "" : ",\"interval\":" + seconds(interval);
        return Reply.json(
                200,
                "{\"device_code\":\"" + deviceCode + "\",\"user_code\":\"BCDF-GHJK\",\"verification_uri\":\"" + page
                        + "\",\"verification_uri_complete\":\"" + page + "?user_code=BCDF-GHJK\",\"expires_in\":"
                        + codeLifetime.toSeconds() + pause + "}");
    }

    private static String seconds(Duration pause) {
        return BigDecimal.valueOf(pause.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /** RFC 8628 section 3.5: a code gives tokens once. */
    synchronized Reply redeem(ReceivedRequest request) {
        var deviceCode = request.form().getOrDefault("device_code", "");
        var scope = scopeOfDeviceCode.get(deviceCode);
        return scope == null || !redeemed.add(deviceCode)
                ? Reply.error("invalid_grant")
                : issued.first(clientId(request), scope);
    }

    /** What a poll is answered when nothing is scripted. */
    synchronized Reply idle(ReceivedRequest request) {
        var spent = redeemed.contains(request.form().getOrDefault("device_code", ""));
        return Reply.error(spent ? "invalid_grant" : "authorization_pending");
    }

    private static String clientId(ReceivedRequest request) {
        return request.form().getOrDefault("client_id", "by-header");
    }

    private Reply revoke(Map<String, String> form) {
        issued.revoke(form.getOrDefault("token", ""));
        return Reply.json(200, "");
    }

    private Reply whenSignedIn(ReceivedRequest request, Function<String, Reply> answer) {
        var token = request.header("Authorization").orElse("").replaceFirst("(?i)^Bearer ", "");
        return issued.isGood(token)
                ? answer.apply(token)
                : Reply.json(401, "{\"error\":\"invalid_token\"}")
                        .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    private Reply tokenInfo(String token) {
        var end = issued.end(token);
        return Reply.json(
                200,
                "{\"active\":true,\"sub\":\"user-1\",\"username\":\"" + FakeAuthServer.USERNAME
                        + "\",\"client_id\":\"my-cli\",\"scope\":\"read write\",\"exp\":" + end.getEpochSecond() + "}");
    }
}
