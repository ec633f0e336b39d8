package dev.authgate.server.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An OAuth client as the requirements write it: {@code DEV{..}} and {@code TOK{..}}. */
record OAuth(Http http) {
    static final String DEVICE_CODE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    static final String DEVICE = "/oauth/device/code";
    static final String TOKEN = "/oauth/token";
    static final String TOKENINFO = "/oauth/tokeninfo";
    static final String REVOKE = "/oauth/revoke";
    static final String INTROSPECT = "/oauth/introspect";

    /** {@code +Basic(K,S)}. */
    OAuth basic(String id, String secret) {
        return new OAuth(http.with("Authorization", basicHeader(id, secret)));
    }

    static String basicHeader(String id, String secret) {
        return basicOf(Http.encoded(id) + ":" + Http.encoded(secret));
    }

    static String basicOf(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    Reply device(String... form) {
        return http.post(DEVICE, form);
    }

    Reply token(String... form) {
        return http.post(TOKEN, form);
    }

    /** The codes of a request that must succeed. */
    Codes codes(String clientId, String... more) {
        var form = new java.util.ArrayList<>(java.util.List.of("client_id", clientId));
        form.addAll(java.util.List.of(more));
        var answer = device(form.toArray(String[]::new)).json(200);
        return new Codes(clientId, answer.text("device_code"), answer.text("user_code"));
    }

    Reply poll(Codes codes) {
        return poll(codes.deviceCode(), codes.clientId());
    }

    Reply poll(String deviceCode, String clientId) {
        return token("grant_type", DEVICE_CODE_GRANT, "device_code", deviceCode, "client_id", clientId);
    }

    /** A refresh by a public client. */
    Reply refresh(String clientId, String refreshToken, String... more) {
        var form = new java.util.ArrayList<>(
                java.util.List.of("grant_type", "refresh_token", "refresh_token", refreshToken, "client_id", clientId));
        form.addAll(java.util.List.of(more));
        return token(form.toArray(String[]::new));
    }

    /** {@code REV{..}}. */
    Reply revoke(String... form) {
        return http.post(REVOKE, form);
    }

    /** {@code INT{..}}. */
    Reply introspect(String... form) {
        return http.post(INTROSPECT, form);
    }

    Reply tokenInfo(String accessToken) {
        return http.get(TOKENINFO, "Authorization", "Bearer " + accessToken);
    }

    /** D and U, and whose they are. */
    record Codes(String clientId, String deviceCode, String userCode) {}
}
