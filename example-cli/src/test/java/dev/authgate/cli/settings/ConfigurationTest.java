package dev.authgate.cli.settings;

import static dev.authgate.cli.settings.Setting.AUTHGATE_ALLOWED_HOSTS;
import static dev.authgate.cli.settings.Setting.AUTHGATE_PROFILE;
import static dev.authgate.cli.settings.Setting.AUTHGATE_SCOPES;
import static dev.authgate.cli.settings.Setting.AUTHGATE_STORE;
import static dev.authgate.cli.settings.Setting.AUTHGATE_URL;
import static dev.authgate.cli.settings.Setting.CLIENT_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Settings: flags, then the environment, then the file, then the default")
class ConfigurationTest {
    private static ConfigurationFile file(String text) throws SettingException {
        return ConfigurationFile.parse(text, "/home/ada/.config/authgate-cli/config");
    }

    private static Configuration with(Map<Setting, String> flags, Map<String, String> environment, String file)
            throws SettingException {
        return new Configuration(flags, environment, file(file));
    }

    @Test
    void the_nearest_one_wins_and_is_named() throws Exception {
        var flag = Map.of(CLIENT_ID, "by-flag");
        var variable = Map.of("CLIENT_ID", "by-variable");
        var line = "# mine\n\nCLIENT_ID = \"by-file\"\n";

        assertThat(with(flag, variable, line).value(CLIENT_ID)).contains(new Value("by-flag", "--client-id"));
        assertThat(with(Map.of(), variable, line).value(CLIENT_ID))
                .contains(new Value("by-variable", "environment variable CLIENT_ID"));
        assertThat(with(Map.of(), Map.of(), line).value(CLIENT_ID))
                .contains(new Value("by-file", "/home/ada/.config/authgate-cli/config line 3"));
        assertThat(with(Map.of(), Map.of(), "").value(AUTHGATE_URL))
                .contains(new Value("http://localhost:8080", "the default"));
    }

    @Test
    void what_is_empty_is_not_set() throws Exception {
        var settings = with(Map.of(CLIENT_ID, ""), Map.of("CLIENT_ID", ""), "CLIENT_ID=\n");

        assertThat(settings.value(CLIENT_ID)).isEmpty();
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(settings::clientId)
                .withMessageContaining("CLIENT_ID is not set")
                .withMessageContaining("--client-id");
    }

    @Test
    void what_cannot_be_right_is_told_with_its_source() throws Exception {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(with(Map.of(), Map.of("AUTHGATE_STORE", "cloud"), "")::store)
                .withMessage(
                        "There is no store \"cloud\": choose one of file, keychain, auto, working-directory, memory"
                                + " (from environment variable AUTHGATE_STORE)");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(with(Map.of(AUTHGATE_URL, "not an address"), Map.of(), "")::issuer)
                .withMessageContaining("(from --url)");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(with(Map.of(), Map.of(), "AUTHGATE_PROFILE=" + "x".repeat(65))::profile)
                .withMessageContaining("config line 1");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(with(Map.of(AUTHGATE_PROFILE, "  "), Map.of(), "")::profile)
                .withMessageContaining("1 to 64 letters");
    }

    @Test
    void all_of_them_can_be_read() throws Exception {
        var settings = with(
                Map.of(AUTHGATE_STORE, "working-directory", AUTHGATE_SCOPES, "read write"),
                Map.of(
                        "AUTHGATE_URL",
                        "https://auth.example.com",
                        "AUTHGATE_ALLOWED_HOSTS",
                        "b.example.com, a.example.com"),
                "CLIENT_ID=my-cli");

        assertThat(settings.issuer()).isEqualTo(URI.create("https://auth.example.com"));
        assertThat(settings.clientId()).isEqualTo("my-cli");
        assertThat(settings.profile()).isEqualTo("default");
        assertThat(settings.store()).isEqualTo(StorePlace.WORKING_DIRECTORY);
        assertThat(settings.scopes()).containsExactly("read", "write");
        assertThat(settings.allowedHosts()).containsExactly("a.example.com", "b.example.com");
        assertThat(settings.value(AUTHGATE_ALLOWED_HOSTS)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENTID=x, config line 1 sets CLIENTID",
        "CLIENT_ID, config line 1 is not NAME=value",
        "'CLIENT_ID=a\nCLIENT_ID=b', config line 2 sets CLIENT_ID a second time"
    })
    void a_line_that_cannot_be_understood_is_named(String text, String told) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> file(text))
                .withMessageContaining(told);
    }

    @Test
    void a_file_that_was_named_has_to_be_there(@TempDir Path directory) throws Exception {
        var missing = directory.resolve("config");
        assertThat(ConfigurationFile.readIfThere(missing)).isEmpty();
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> ConfigurationFile.read(missing))
                .withMessage("There is no file " + missing);

        Files.writeString(missing, "CLIENT_ID=my-cli\n");
        assertThat(ConfigurationFile.read(missing).values()).containsKey(CLIENT_ID);

        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> ConfigurationFile.read(directory))
                .withMessageStartingWith("Cannot read " + directory);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, XDG_CONFIG_HOME=/etc/mine, /etc/mine/authgate-cli/config",
        "Linux, XDG_CONFIG_HOME=mine, /home/ada/.config/authgate-cli/config",
        "Linux, '', /home/ada/.config/authgate-cli/config",
        "Mac OS X, '', /home/ada/Library/Application Support/authgate-cli/config",
        "Windows 11, '', /home/ada/AppData/Roaming/authgate-cli/config",
        "Windows 11, APPDATA=/roaming, /roaming/authgate-cli/config"
    })
    void the_file_is_where_the_system_has_settings(String system, String variable, Path file) {
        var pair = variable.split("=", 2);
        var environment = pair.length < 2 ? Map.<String, String>of() : Map.of(pair[0], pair[1]);

        assertThat(new ConfigurationPlace(environment, system, Path.of("/home/ada")).file())
                .isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "5m, PT5M", "2h, PT2H", "1d, PT24H"})
    void times_are_spelled_as_the_server_does(String text, Duration time) {
        assertThat(Durations.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "-5m", "5 m", "1w", "1234567s"})
    void other_times_are_refused_with_an_example(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining("write 90s, 5m, 2h or 1d");
    }
}
