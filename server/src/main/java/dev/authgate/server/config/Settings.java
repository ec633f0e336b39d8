package dev.authgate.server.config;

import dev.authgate.server.address.AddressRange;
import dev.authgate.server.device.DeviceSettings;
import dev.authgate.server.key.KeySettings;
import dev.authgate.server.token.TokenSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The whole configuration, checked.
 *
 * @param baseUrl the issuer, and where people reach the server; no slash at the end
 * @param trustedProxies whose {@code X-Forwarded-*} headers count
 * @param dataDir the SQLite file and the secrets that the server has drawn
 * @param tokeninfoQuery whether a token may also come in the query of tokeninfo
 * @param scopeDescriptions what scopes allow, in the operator's words
 * @param sessionIdle after how long without a page a browser is signed out
 * @param auditRetention how long audit events are kept
 * @param limits false when every rate and failure limit is off
 * @param external the services of others that are asked
 */
public record Settings(
        ListenSettings listen,
        String baseUrl,
        List<AddressRange> trustedProxies,
        Path dataDir,
        DatabaseAccess database,
        SecretSettings secrets,
        TokenSettings tokens,
        KeySettings keys,
        boolean tokeninfoQuery,
        DeviceSettings devices,
        Map<String, String> scopeDescriptions,
        Duration sessionIdle,
        Duration auditRetention,
        FirstStart firstStart,
        LogSettings log,
        boolean limits,
        ExternalSettings external) {
    /** From signing in until a browser is signed out, whatever happens. */
    public static final Duration SESSION_LIFETIME = Duration.ofDays(7);

    /** Copies the list and the map. */
    public Settings {
        trustedProxies = List.copyOf(trustedProxies);
        scopeDescriptions = Map.copyOf(scopeDescriptions);
    }
}
