package dev.authgate.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Configuration: the file, and the environment that overrides it")
class ConfigurationFileTest {
    private final Map<String, String> environment = new HashMap<>();

    private Settings file(String text) {
        return new SettingsFile(environment).parse("config.yml", text);
    }

    @Test
    void is_overridden_by_the_environment() {
        environment.put("PORT", "9090");

        assertThat(file("port: 7070\nadmin_port: 7071").listen())
                .isEqualTo(new ListenSettings(9090, "0.0.0.0", 7071, "127.0.0.1"));
    }

    @Test
    void takes_an_empty_value_as_none() {
        environment.put("PORT", " ");

        assertThat(file("port:\nbind_host: ''").listen().port()).isEqualTo(8080);
    }

    @Test
    void takes_values_as_they_are_written() {
        assertThat(file("default_client_id: 007").firstStart().clientId()).contains("007");
        assertThat(file("limits: off").limits()).isFalse();
    }

    @Test
    void substitutes_variables_settings_and_defaults() {
        environment.put("WHERE", "/srv");

        assertThat(file("data_dir: ${WHERE}/authgate").database().url())
                .isEqualTo("jdbc:sqlite:/srv/authgate/authgate.db");
        assertThat(file("port: ${NOT_THERE:-9000}").listen().port()).isEqualTo(9000);
        assertThat(file("database_password: ${NOT_THERE:-}").database().password())
                .isEmpty();
    }

    @Test
    void does_not_substitute_in_the_environment() {
        environment.put("DATABASE_PASSWORD", "a${PORT}b");

        assertThat(file("").database().password()).isEqualTo("a${PORT}b");
    }

    @Test
    void refuses_a_reference_to_nothing_or_to_itself() {
        assertThatThrownBy(() -> file("base_url: ${NOT_THERE}"))
                .hasMessage("BASE_URL: refers to ${NOT_THERE}, which is not set; set it, or write"
                        + " ${NOT_THERE:-default}");
        assertThatThrownBy(() -> file("data_dir: ${DATA_DIR}/x")).hasMessage("DATA_DIR: refers to itself");
    }

    @ParameterizedTest
    @CsvSource({
        "poling_interval, polling_interval",
        "PORT, port",
        "jwt-secret, jwt_secret",
        "base_uri, base_url",
    })
    void refuses_a_key_that_is_not_known_and_names_the_nearest(String key, String nearest) {
        assertThatThrownBy(() -> file(key + ": 1"))
                .hasMessage("config.yml: there is no setting " + key + "; did you mean " + nearest + "?");
    }

    @Test
    void is_flat_yaml_with_each_key_once() {
        assertThatThrownBy(() -> file("port: 1\nport: 2")).hasMessage("config.yml: has port twice");
        assertThatThrownBy(() -> file("trusted_proxies:\n  - 10.0.0.0/8"))
                .hasMessage("TRUSTED_PROXIES: has one value on the same line, not a list or a block");
        assertThatThrownBy(() -> file("- port")).hasMessageStartingWith("config.yml: is not a list of settings");
        assertThatThrownBy(() -> file("port: 1\nbase_url: \"x"))
                .hasMessageStartingWith("config.yml: line ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void may_be_empty() {
        assertThat(file("").listen().port()).isEqualTo(8080);
        assertThat(file("# nothing\n").listen().port()).isEqualTo(8080);
    }
}
