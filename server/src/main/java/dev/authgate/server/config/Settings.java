package dev.authgate.server.config;

import dev.authgate.server.device.DeviceSettings;
import dev.authgate.server.http.AddressRange;
import dev.authgate.server.session.SessionSettings;
import dev.authgate.server.token.TokenSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * The whole configuration, checked.
 *
 * @param baseUrl the issuer, and where people reach the server; no slash at the end
 * @param trustedProxies whose {@code X-Forwarded-*} headers count
 * @param dataDir the SQLite file and the secrets that the server has drawn
 * @param tokeninfoQuery whether a token may also come in the query of tokeninfo
 * @param limits false when every rate and failure limit is off
 */
public record Settings(
        ListenSettings listen,
        String baseUrl,
        List<AddressRange> trustedProxies,
        Path dataDir,
        DatabaseAccess database,
        SecretSettings secrets,
        TokenSettings tokens,
        boolean tokeninfoQuery,
        DeviceSettings devices,
        SessionSettings sessions,
        FirstStart firstStart,
        LogSettings log,
        boolean limits) {
    /** Copies the list. */
    public Settings {
        trustedProxies = List.copyOf(trustedProxies);
    }
}
