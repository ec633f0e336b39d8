package dev.authgate.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("config.yml, as it is shipped")
class ShippedConfigurationTest {
    private static final Path FILE = Path.of("..", "config.yml");

    @Test
    void loads_as_it_is_and_changes_nothing() {
        var files = new SettingsFile(Map.of());

        assertThat(files.read(FILE)).isEqualTo(files.defaults());
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void lists_every_setting_with_its_default_and_its_variable(Setting setting) throws IOException {
        var text = Files.readString(FILE);

        assertThat(ConfigurationText.parse("config.yml", text)).containsEntry(setting, setting.standard());
        assertThat(text).containsPattern("(?s)\\[[A-Z_,\\s#]*\\b" + setting + "\\b[A-Z_,\\s#]*]");
    }
}
