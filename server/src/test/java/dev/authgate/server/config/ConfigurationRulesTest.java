package dev.authgate.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Configuration: any wrong value stops the start with one line")
class ConfigurationRulesTest {
    private static final String STRONG = "kT9vQ2mXz7Lr4WbN8sHc3JfD6yGp1AeU5oVi";
    private static final String STRONG_TOO = "Zp4nR8wYc1Fq6UhB3xMd9KsJ7tGv2LeA0oXi";

    private final Map<String, String> environment = new HashMap<>();

    private Settings file(String text) {
        return new SettingsFile(environment).parse("config.yml", text);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> file("")).isInstanceOf(WrongSetting.class).hasMessage(message);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POLLING_INTERVAL | abc | "abc" is not a duration; write a number and a unit, such as 10s, 30m, 720h or 7d
            POLLING_INTERVAL | 10 | "10" is not a duration; write a number and a unit, such as 10s, 30m, 720h or 7d
            POLLING_INTERVAL | 500ms | "500ms" is not a duration; write a number and a unit, such as 10s, 30m, 720h or 7d
            POLLING_INTERVAL | -5s | "-5s" is not a duration; write a number and a unit, such as 10s, 30m, 720h or 7d
            POLLING_INTERVAL | 0s | "0s" is out of range; allowed: 1s to 5m
            POLLING_INTERVAL | 301s | "301s" is out of range; allowed: 1s to 5m
            MAX_WAITING_POLLS | many | "many" is not allowed; write a number from 0 to 100000
            MAX_WAITING_POLLS | -1 | "-1" is not allowed; write a number from 0 to 100000
            MAX_WAITING_POLLS | 100001 | "100001" is not allowed; write a number from 0 to 100000
            MAX_WAITING_POLLS | 10000000000 | "10000000000" is not allowed; write a number from 0 to 100000
            DEVICE_CODE_EXPIRATION | 31m | "31m" is out of range; allowed: 1m to 30m
            DEVICE_CODE_EXPIRATION | 59s | "59s" is out of range; allowed: 1m to 30m
            JWT_EXPIRATION | 25h | "25h" is out of range; allowed: 1s to 24h
            REFRESH_TOKEN_EXPIRATION | 0s | "0s" is out of range; allowed: 1s to 3650d
            REFRESH_TOKEN_GRACE | 6m | "6m" is out of range; allowed: 0s to 5m
            SESSION_IDLE | 8d | "8d" is out of range; allowed: 1m to 7d
            HTTP_API_TIMEOUT | 2m | "2m" is out of range; allowed: 1s to 60s
            TOKEN_API_TIMEOUT | 2m | "2m" is out of range; allowed: 1s to 60s
            PORT | abc | "abc" is not a port; write a number from 0 to 65535 (0: any free port)
            PORT | 65536 | "65536" is not a port; write a number from 0 to 65535 (0: any free port)
            ADMIN_PORT | -1 | "-1" is not a port; write a number from 0 to 65535 (0: any free port)
            ADMIN_PORT | 8080 | must not be the same as PORT (8080)
            BIND_HOST | a b | "a b" is not a host; write an address such as 0.0.0.0, 127.0.0.1 or ::
            ADMIN_BIND_HOST | http://x | "http://x" is not a host; write an address such as 0.0.0.0, 127.0.0.1 or ::
            ENABLE_REFRESH_TOKENS | yes | "yes" is not known; allowed: true, false
            TOKENINFO_QUERY | 1 | "1" is not known; allowed: true, false
            ALLOW_INSECURE_BASE_URL | TRUE | "TRUE" is not known; allowed: true, false
            LIMITS | false | "false" is not known; allowed: on, off
            LOG_LEVEL | loud | "loud" is not known; allowed: ERROR, WARN, INFO, DEBUG, TRACE
            LOG_FORMAT | xml | "xml" is not known; allowed: text, json
            TRUSTED_PROXIES | 10.0.0.0/33 | "10.0.0.0/33" is not an address block; write a list such as 10.0.0.0/8, 192.168.1.4, fd00::/8
            TRUSTED_PROXIES | proxy.example | "proxy.example" is not an address block; write a list such as 10.0.0.0/8, 192.168.1.4, fd00::/8
            DATABASE_URL | jdbc:mysql://root:pw@db/x | "jdbc:mysql:..." is not supported; write jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE
            DATABASE_URL | jdbc:sqlite::memory: | "jdbc:sqlite::memory:" is not jdbc:sqlite: and the path of a file
            DEFAULT_CLIENT_ID | a b | "a b" is not allowed; write 1 to 100 letters, digits, dots, dashes, underscores or tildes, and not authgate-admin-console
            DEFAULT_CLIENT_ID | authgate-admin-console | "authgate-admin-console" is not allowed; write 1 to 100 letters, digits, dots, dashes, underscores or tildes, and not authgate-admin-console
            """)
    void names_the_setting_the_value_and_what_is_allowed(String name, String value, String problem) {
        environment.put(name, value);

        assertRefused(name + ": " + problem);
    }

    @Test
    void a_polling_interval_is_shorter_than_the_life_of_a_code() {
        environment.put("DEVICE_CODE_EXPIRATION", "1m");
        environment.put("POLLING_INTERVAL", "60s");

        assertRefused("POLLING_INTERVAL: \"60s\" must be shorter than DEVICE_CODE_EXPIRATION (1m)");
    }

    @ParameterizedTest
    @CsvSource({"10s, 10", "30m, 1800", "720h, 2592000", "7d, 604800"})
    void durations_are_a_number_and_a_unit(String text, long seconds) {
        environment.put("REFRESH_TOKEN_EXPIRATION", text);

        assertThat(file("").tokens().refreshTokenLifetime()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Nested
    @DisplayName("BASE_URL")
    class BaseUrlRules {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://auth.example.com",
                    "https://auth.example.com:8443",
                    "http://localhost:8080",
                    "http://127.0.0.1:1",
                    "http://[::1]:8080"
                })
        void is_an_absolute_url(String url) {
            environment.put("BASE_URL", url);

            assertThat(file("").baseUrl()).isEqualTo(url);
            assertThat(file("").tokens().audience()).isEqualTo(url);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "auth.example.com",
                    "ftp://auth.example.com",
                    "https://",
                    "https:///x",
                    "https://a b",
                    "https://auth.example.com/",
                    "https://auth.example.com/auth",
                    "https://auth.example.com?x=1",
                    "https://auth.example.com#x"
                })
        void has_no_slash_path_query_or_fragment(String url) {
            environment.put("BASE_URL", url);

            assertThatThrownBy(() -> file(""))
                    .hasMessageStartingWith("BASE_URL: \"" + url + "\" ")
                    .hasMessageEndingWith("; write it like https://auth.example.com");
        }

        @Test
        void never_shows_a_password_in_it() {
            environment.put("BASE_URL", "https://joe:s3cret@auth.example.com");

            assertThatThrownBy(() -> file(""))
                    .hasMessageStartingWith("BASE_URL: ")
                    .hasMessageNotContaining("s3cret");
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://auth.example.com", "http://10.0.0.1", "http://127.0.0.1.example.com"})
        @Tag("CA-43")
        void plain_http_beyond_loopback_needs_a_switch(String url) {
            environment.put("BASE_URL", url);
            assertThatThrownBy(() -> file("")).hasMessageContaining("ALLOW_INSECURE_BASE_URL=true");

            environment.put("ALLOW_INSECURE_BASE_URL", "true");
            assertThat(file("").baseUrl()).isEqualTo(url);
        }
    }

    @Nested
    @DisplayName("Secrets")
    class SecretRules {
        @ParameterizedTest
        @EnumSource(
                value = Setting.class,
                names = {"JWT_SECRET", "JWT_SECRET_PREVIOUS", "SESSION_SECRET", "SESSION_SECRET_PREVIOUS"})
        @Tag("AT-43")
        void have_at_least_32_bytes(Setting setting) {
            environment.put(setting.name(), STRONG.substring(0, 31));

            assertRefused(setting + ": has 31 bytes, and must have at least 32; draw one with: openssl rand -hex 32");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "your-256-bit-secret-change-in-production",
                    "session-secret-change-in-production",
                    "please-changeme-please-changeme-1234",
                    "Change_Me_Before_Going_Live_8473629!",
                    "my-super-secret-password-of-37-letters",
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "0123456789abcdef0123456789abcdef",
                    "abcdefghijklmnopqrstuvwxyz0123456789",
                    "abababababababababababababababababab"
                })
        @Tag("AT-43")
        void are_neither_samples_nor_patterns_and_are_never_shown(String secret) {
            environment.put("JWT_SECRET", secret);

            assertThatThrownBy(() -> file(""))
                    .hasMessageStartingWith("JWT_SECRET: is ")
                    .hasMessageNotContaining(secret);
        }

        @Test
        void are_two_different_ones() {
            environment.put("JWT_SECRET", STRONG);
            environment.put("SESSION_SECRET", STRONG);

            assertRefused("SESSION_SECRET: must not be the same as JWT_SECRET");
        }

        @Test
        void must_be_set_with_postgresql_because_nodes_share_them() {
            environment.put("DATABASE_URL", "jdbc:postgresql://db/authgate");
            assertThatThrownBy(() -> file("")).hasMessageStartingWith("JWT_SECRET: must be set with PostgreSQL");

            environment.put("JWT_SECRET", STRONG);
            assertThatThrownBy(() -> file("")).hasMessageStartingWith("SESSION_SECRET: must be set with PostgreSQL");

            environment.put("SESSION_SECRET", STRONG_TOO);
            assertThat(file("").secrets().session()).contains(STRONG_TOO);
        }

        @Test
        void do_not_show_in_the_words_of_the_settings() {
            environment.put("JWT_SECRET", STRONG);
            environment.put("SESSION_SECRET", STRONG_TOO);
            environment.put("DATABASE_PASSWORD", "s3cret-of-the-database");
            environment.put("ADMIN_PASSWORD", "s3cret-of-the-admin");

            assertThat(file("").toString())
                    .doesNotContain(STRONG, STRONG_TOO, "s3cret-of-the-database", "s3cret-of-the-admin");
        }

        @Test
        void an_admin_password_has_at_least_8_characters() {
            environment.put("ADMIN_PASSWORD", "s3cret!");

            assertRefused("ADMIN_PASSWORD: must have at least 8 characters");
        }
    }
}
