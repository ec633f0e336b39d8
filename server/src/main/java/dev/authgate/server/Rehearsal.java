package dev.authgate.server;

import dev.authgate.server.oauth.GrantType;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the first minutes of a server are made of: a person who signs in, devices that he approves, and what they do with
 * their tokens. A JVM that keeps the profile of its code learns here which of it is hot, and what it meets there.
 */
final class Rehearsal {
    private static final List<String> FIRST = List.of(
            "/health",
            "/.well-known/oauth-authorization-server",
            "/.well-known/jwks.json",
            "/static/app.css",
            "/account/sessions");

    private final String server;
    private final String client;
    private String cookie = "none=none";

    /**
     * Prepares to ask.
     *
     * @param server where it listens, without a slash at the end
     * @param client a public client that may use the device flow
     */
    Rehearsal(String server, String client) {
        this.server = server;
        this.client = client;
    }

    /** Asks for everything once, signs in, and lets so many devices live through all of their requests. */
    void perform(String user, String password, int devices) throws IOException {
        for (var path : FIRST) {
            get(path);
        }
        var csrf = value("csrf_token", get("/login"));
        post("/login", Map.of("csrf_token", csrf, "username", user, "password", password));
        for (var i = 0; i < devices; i++) {
            liveOneDevice();
        }
    }

    private void liveOneDevice() throws IOException {
        var codes = post("/oauth/device/code", Map.of("client_id", client));
        approve(value("user_code", codes));
        var refreshToken = value("refresh_token", poll(codes));
        var refreshed = post(
                "/oauth/token",
                Map.of(
                        "grant_type",
                        GrantType.REFRESH_TOKEN.parameter(),
                        "client_id",
                        client,
                        "refresh_token",
                        refreshToken));
        var ofToken = Map.of("client_id", client, "token", value("access_token", refreshed));
        get("/oauth/tokeninfo?access_token=" + ofToken.get("token"));
        post("/oauth/introspect", ofToken);
        post("/oauth/revoke", ofToken);
        poll(post("/oauth/device/code", Map.of("client_id", client)));
    }

    private String poll(String codes) throws IOException {
        var deviceCode = value("device_code", codes);
        return post(
                "/oauth/token",
                Map.of(
                        "grant_type",
                        GrantType.DEVICE_CODE.parameter(),
                        "client_id",
                        client,
                        "device_code",
                        deviceCode));
    }

    private void approve(String userCode) throws IOException {
        var csrf = value("csrf_token", get("/device"));
        var shown = post("/device/verify", Map.of("csrf_token", csrf, "user_code", userCode));
        var decision = Map.of(
                "csrf_token",
                value("csrf_token", shown),
                "user_code",
                userCode,
                "ticket",
                value("ticket", shown),
                "decision",
                "approve");
        post("/device/verify", decision);
    }

    /** The value of that name in a form's hidden field or in a JSON object. */
    private static String value(String name, String text) {
        var match = Pattern.compile("\"" + name + "\"(?: value=|:)\"([^\"]+)\"").matcher(text);
        if (!match.find()) {
            throw new IllegalStateException("the rehearsal was answered without " + name);
        }
        return match.group(1);
    }

    private String get(String path) throws IOException {
        return answer(connection(path));
    }

    private String post(String path, Map<String, String> form) throws IOException {
        var connection = connection(path);
        connection.setDoOutput(true);
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        return answer(connection);
    }

    private HttpURLConnection connection(String path) throws IOException {
        var connection = (HttpURLConnection) URI.create(server + path).toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Cookie", cookie);
        connection.setRequestProperty("Accept", "text/html,application/json");
        return connection;
    }

    /** An answer that refuses is rehearsed as well; all of it is read, so that the connection serves the next request too. */
    private String answer(HttpURLConnection connection) throws IOException {
        var refused = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        var set = connection.getHeaderField("Set-Cookie");
        if (set != null) {
            cookie = set.substring(0, set.indexOf(';'));
        }
        try (var body = refused ? connection.getErrorStream() : connection.getInputStream()) {
            return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
