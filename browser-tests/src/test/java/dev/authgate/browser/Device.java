package dev.authgate.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A device that has asked for a code: RFC 8628 section 3.1. */
final class Device {
    /** The network of the visitor too. */
    static final String AT_HOME = "203.0.113.24";

    static final String ELSEWHERE = "198.51.100.77";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Set<String> NOT_YET = Set.of("authorization_pending", "slow_down");

    private final RunningServer server;
    private final String name;
    private final String address;
    private final JsonNode codes;

    private Device(RunningServer server, String name, String address) {
        this.server = server;
        this.name = name;
        this.address = address;
        this.codes = post(
                server,
                "/oauth/device/code",
                address,
                Map.of("client_id", RunningServer.CLIENT_ID, "scope", "read write profile", "device_name", name));
    }

    static Device asking(RunningServer server) {
        return new Device(server, "laptop-" + UUID.randomUUID(), AT_HOME);
    }

    static Device asking(RunningServer server, String name, String address) {
        return new Device(server, name, address);
    }

    String name() {
        return name;
    }

    /** As the device shows it. */
    String userCode() {
        return codes.path("user_code").asText();
    }

    /** RFC 8628 section 3.4: one poll. */
    JsonNode poll() {
        return post(
                server,
                "/oauth/token",
                address,
                Map.of(
                        "client_id",
                        RunningServer.CLIENT_ID,
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        codes.path("device_code").asText()));
    }

    /** Polls at the interval it was told until there is an answer other than that there is none yet. */
    JsonNode awaitAnswer() {
        var interval = Duration.ofSeconds(codes.path("interval").asLong());
        return await("the device's answer")
                .atMost(LONGEST_WAIT)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(interval.plusMillis(50))
                .until(
                        this::poll,
                        answer -> !NOT_YET.contains(answer.path("error").asText()));
    }

    private static JsonNode post(RunningServer server, String path, String address, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("User-Agent", "acme-deploy/2.4.1 (macOS 15.2; arm64)")
                .header("X-Forwarded-For", address)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return JSON.readTree(
                    server.http().send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
