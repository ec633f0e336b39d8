package dev.authgate.server.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that can be set. The constant is the environment variable; in lower case it is the key in the file.
 *
 * <p>A default is written as an operator would write it. An empty one means that there is none, or that it is made of
 * other settings.
 */
public enum Setting {
    PORT("8080"),
    BIND_HOST("0.0.0.0"),
    ADMIN_PORT("8081"),
    ADMIN_BIND_HOST("127.0.0.1"),
    BASE_URL("http://localhost:8080"),
    ALLOW_INSECURE_BASE_URL("false"),
    TRUSTED_PROXIES(""),
    DATA_DIR("./data"),
    DATABASE_URL("jdbc:sqlite:${DATA_DIR}/authgate.db"),
    DATABASE_USER(""),
    DATABASE_PASSWORD("", Visibility.SECRET),
    JWT_SECRET("", Visibility.SECRET),
    JWT_SECRET_PREVIOUS("", Visibility.SECRET),
    JWT_ALGORITHM("HS256"),
    JWT_AUDIENCE(""),
    JWT_EXPIRATION("1h"),
    JWT_KEY_ROTATION("90d"),
    SESSION_SECRET("", Visibility.SECRET),
    SESSION_SECRET_PREVIOUS("", Visibility.SECRET),
    SESSION_IDLE("24h"),
    DEVICE_CODE_EXPIRATION("30m"),
    POLLING_INTERVAL("5s"),
    MAX_WAITING_POLLS("10000"),
    ENABLE_REFRESH_TOKENS("true"),
    REFRESH_TOKEN_EXPIRATION("720h"),
    ENABLE_TOKEN_ROTATION("false"),
    REFRESH_TOKEN_GRACE("30s"),
    REFRESH_TOKEN_SLIDING("false"),
    TOKENINFO_QUERY("true"),
    AUTH_MODE("local"),
    HTTP_API_URL(""),
    HTTP_API_TIMEOUT("10s"),
    HTTP_API_INSECURE_SKIP_VERIFY("false"),
    HTTP_API_AUTH_MODE("none"),
    HTTP_API_AUTH_SECRET("", Visibility.SECRET),
    HTTP_API_AUTH_HEADER("X-API-Secret"),
    TOKEN_PROVIDER_MODE("local"),
    TOKEN_API_URL(""),
    TOKEN_API_TIMEOUT("10s"),
    TOKEN_API_INSECURE_SKIP_VERIFY("false"),
    TOKEN_API_AUTH_MODE("none"),
    TOKEN_API_AUTH_SECRET("", Visibility.SECRET),
    TOKEN_API_AUTH_HEADER("X-API-Secret"),
    ADMIN_PASSWORD("", Visibility.SECRET),
    DEFAULT_CLIENT_ID(""),
    LOG_LEVEL("INFO"),
    LOG_FORMAT("text"),
    AUDIT_RETENTION("365d"),
    LIMITS("on");

    private final String standard;
    private final Visibility visibility;

    Setting(String standard) {
        this(standard, Visibility.SHOWN);
    }

    Setting(String standard, Visibility visibility) {
        this.standard = standard;
        this.visibility = visibility;
    }

    /** The default, as it would be written; empty when there is none. */
    public String standard() {
        return standard;
    }

    /** The key in the configuration file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value as a message may show it. */
    String shown(String value) {
        return switch (visibility) {
            case SHOWN -> "\"" + value.replaceAll("\\p{Cntrl}", "?") + "\"";
            case SECRET -> "the value (not shown)";
        };
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    /** The setting that somebody who wrote this probably meant. */
    static Setting nearest(String key) {
        var written = key.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .min(Comparator.comparingInt(setting -> EditDistance.between(written, setting.key())))
                .orElseThrow();
    }

    /** Whether a value may be shown to whoever reads the terminal or the log. */
    private enum Visibility {
        SHOWN,
        SECRET
    }
}
