package dev.authgate.server.config;

import dev.authgate.server.address.AddressRange;
import dev.authgate.server.client.TokenPolicy;
import dev.authgate.server.device.DeviceSettings;
import dev.authgate.server.key.KeySettings;
import dev.authgate.server.key.SigningAlgorithm;
import dev.authgate.server.token.TokenMaker;
import dev.authgate.server.token.TokenSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the settings of what was written, group by group. */
final class SettingsReading {
    private final SettingReader read;

    SettingsReading(SettingReader read) {
        this.read = read;
    }

    Settings settings() {
        var baseUrl = BaseUrl.checked(read.text(Setting.BASE_URL), read.flag(Setting.ALLOW_INSECURE_BASE_URL));
        var database = database();
        return new Settings(
                listen(),
                baseUrl,
                trustedProxies(),
                dataDir(),
                database,
                secrets(database),
                tokens(baseUrl),
                keys(),
                read.flag(Setting.TOKENINFO_QUERY),
                devices(baseUrl),
                read.find(Setting.SCOPE_DESCRIPTIONS)
                        .map(ScopeDescriptions::parse)
                        .orElse(Map.of()),
                read.duration(Setting.SESSION_IDLE, "1m", "7d"),
                read.duration(Setting.AUDIT_RETENTION, "1d", "3650d"),
                firstStart(),
                log(),
                "on".equals(read.oneOf(Setting.LIMITS, "on", "off")),
                external());
    }

    private ExternalSettings external() {
        var authentication = new ServiceReading(read, ServiceReading.Names.authentication());
        var tokens = new ServiceReading(read, ServiceReading.Names.tokens());
        var signsInElsewhere = "http_api".equals(read.oneOf(Setting.AUTH_MODE, "local", "http_api"));
        var makesElsewhere = "http_api".equals(read.oneOf(Setting.TOKEN_PROVIDER_MODE, "local", "http_api"));
        var there = authentication.find();
        return new ExternalSettings(
                signsInElsewhere ? Optional.of(authentication.require(Setting.AUTH_MODE)) : Optional.empty(),
                makesElsewhere ? Optional.of(tokens.require(Setting.TOKEN_PROVIDER_MODE)) : tokens.find(),
                makesElsewhere ? TokenMaker.HTTP_API : TokenMaker.LOCAL,
                there.isPresent() && !signsInElsewhere);
    }

    private ListenSettings listen() {
        var listen = new ListenSettings(
                read.port(Setting.PORT),
                read.host(Setting.BIND_HOST),
                read.port(Setting.ADMIN_PORT),
                read.host(Setting.ADMIN_BIND_HOST));
        if (listen.port() == listen.adminPort() && listen.port() != 0) {
            throw new WrongSetting(Setting.ADMIN_PORT, "must not be the same as PORT (" + listen.port() + ")");
        }
        return listen;
    }

    private List<AddressRange> trustedProxies() {
        return read.find(Setting.TRUSTED_PROXIES).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .map(SettingsReading::range)
                .toList();
    }

    private static AddressRange range(String text) {
        try {
            return AddressRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw WrongSetting.value(
                    Setting.TRUSTED_PROXIES,
                    text,
                    "is not an address block; write a list such as 10.0.0.0/8, 192.168.1.4, fd00::/8");
        }
    }

    private Path dataDir() {
        var text = read.text(Setting.DATA_DIR);
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw WrongSetting.value(Setting.DATA_DIR, text, "is not a path");
        }
    }

    private DatabaseAccess database() {
        var url = read.text(Setting.DATABASE_URL);
        if (!url.startsWith(DatabaseAccess.SQLITE) && !url.startsWith(DatabaseAccess.POSTGRESQL)) {
            // Not the whole value: an address of another kind may hold a password.
            throw WrongSetting.value(
                    Setting.DATABASE_URL,
                    url.replaceFirst("[/?@ ].*", "..."),
                    "is not supported; write jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE");
        }
        if (url.startsWith(DatabaseAccess.SQLITE) && !url.matches("jdbc:sqlite:(?!:|file:)[^?]+")) {
            throw WrongSetting.value(
                    Setting.DATABASE_URL,
                    url.replaceFirst("\\?.*", "?..."),
                    "is not jdbc:sqlite: and the path of a file");
        }
        return new DatabaseAccess(
                url,
                read.find(Setting.DATABASE_USER).orElse(""),
                read.find(Setting.DATABASE_PASSWORD).orElse(""));
    }

    private SecretSettings secrets(DatabaseAccess database) {
        var secrets = new SecretSettings(
                secret(Setting.JWT_SECRET),
                secret(Setting.JWT_SECRET_PREVIOUS),
                secret(Setting.SESSION_SECRET),
                secret(Setting.SESSION_SECRET_PREVIOUS));
        if (!database.isFile()) {
            required(Setting.JWT_SECRET, secrets.jwt());
            required(Setting.SESSION_SECRET, secrets.session());
        }
        if (secrets.jwt().isPresent() && secrets.jwt().equals(secrets.session())) {
            throw new WrongSetting(Setting.SESSION_SECRET, "must not be the same as JWT_SECRET");
        }
        return secrets;
    }

    private Optional<String> secret(Setting setting) {
        var secret = read.find(setting);
        secret.flatMap(SecretStrength::problem).ifPresent(problem -> {
            throw new WrongSetting(setting, problem);
        });
        return secret;
    }

    private static void required(Setting setting, Optional<String> secret) {
        if (secret.isEmpty()) {
            throw new WrongSetting(
                    setting,
                    "must be set with PostgreSQL, the same on every node; draw one with: openssl rand -hex 32");
        }
    }

    private TokenSettings tokens(String baseUrl) {
        return new TokenSettings(
                baseUrl,
                read.find(Setting.JWT_AUDIENCE).orElse(baseUrl),
                read.duration(Setting.JWT_EXPIRATION, "1s", "24h"),
                read.duration(Setting.REFRESH_TOKEN_EXPIRATION, "1s", "3650d"),
                read.flag(Setting.ENABLE_REFRESH_TOKENS),
                new TokenSettings.Rotation(
                        read.flag(Setting.ENABLE_TOKEN_ROTATION),
                        read.duration(Setting.REFRESH_TOKEN_GRACE, "0s", "5m"),
                        read.flag(Setting.REFRESH_TOKEN_SLIDING)));
    }

    private KeySettings keys() {
        var algorithm = read.oneOf(Setting.JWT_ALGORITHM, "HS256", "ES256", "RS256", "EdDSA");
        return new KeySettings(
                SigningAlgorithm.of(algorithm).orElseThrow(),
                read.duration(Setting.JWT_KEY_ROTATION, "1d", "3650d"),
                TokenPolicy.LONGEST_ACCESS_TOKEN);
    }

    private DeviceSettings devices(String baseUrl) {
        var lifetime = read.duration(Setting.DEVICE_CODE_EXPIRATION, "1m", "30m");
        var interval = read.duration(Setting.POLLING_INTERVAL, "1s", "5m");
        if (interval.compareTo(lifetime) >= 0) {
            throw WrongSetting.value(
                    Setting.POLLING_INTERVAL,
                    read.text(Setting.POLLING_INTERVAL),
                    "must be shorter than DEVICE_CODE_EXPIRATION (" + read.text(Setting.DEVICE_CODE_EXPIRATION) + ")");
        }
        return new DeviceSettings(baseUrl, lifetime, interval, read.number(Setting.MAX_WAITING_POLLS, 0, 100_000));
    }

    private FirstStart firstStart() {
        var password = read.find(Setting.ADMIN_PASSWORD);
        if (password.filter(p -> p.codePointCount(0, p.length()) < FirstStart.SHORTEST_PASSWORD)
                .isPresent()) {
            throw new WrongSetting(
                    Setting.ADMIN_PASSWORD, "must have at least " + FirstStart.SHORTEST_PASSWORD + " characters");
        }
        var clientId = read.find(Setting.DEFAULT_CLIENT_ID);
        clientId.filter(id -> !id.matches("[A-Za-z0-9._~-]{1,100}") || id.equals(FirstStart.CONSOLE_CLIENT_ID))
                .ifPresent(id -> {
                    throw WrongSetting.value(
                            Setting.DEFAULT_CLIENT_ID,
                            id,
                            "is not allowed; write 1 to 100 letters, digits, dots, dashes, underscores or tildes, and"
                                    + " not " + FirstStart.CONSOLE_CLIENT_ID);
                });
        return new FirstStart(password, clientId);
    }

    private LogSettings log() {
        var level = read.oneOf(Setting.LOG_LEVEL, "ERROR", "WARN", "INFO", "DEBUG", "TRACE");
        var format = read.oneOf(Setting.LOG_FORMAT, "text", "json");
        return new LogSettings(
                LogSettings.Level.valueOf(level), LogSettings.Format.valueOf(format.toUpperCase(Locale.ROOT)));
    }
}
