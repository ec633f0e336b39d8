package dev.authgate.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.authgate.sdk.OAuthException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Where programs keep what they remember")
final class StateDirectoryTest {
    @Test
    void is_below_xdg_state_home() throws Exception {
        var place = new StateDirectory("Linux", "/home/ann", Map.of("XDG_STATE_HOME", "/var/state"));

        assertThat(place.of("my-cli")).isEqualTo(Path.of("/var/state/my-cli"));
    }

    @Test
    void is_below_local_state_without_it_or_when_it_is_relative() throws Exception {
        for (var value : new String[] {"", "relative"}) {
            var place = new StateDirectory("Linux", "/home/ann", Map.of("XDG_STATE_HOME", value));

            assertThat(place.of("my-cli")).isEqualTo(Path.of("/home/ann/.local/state/my-cli"));
        }
    }

    @Test
    void is_below_application_support_on_a_mac() throws Exception {
        assertThat(new StateDirectory("Mac OS X", "/Users/ann", Map.of()).of("my-cli"))
                .isEqualTo(Path.of("/Users/ann/Library/Application Support/my-cli"));
    }

    @Test
    void is_below_local_app_data_on_windows() throws Exception {
        assertThat(new StateDirectory("Windows 11", "/c/ann", Map.of("LOCALAPPDATA", "/c/ann/Local")).of("my-cli"))
                .isEqualTo(Path.of("/c/ann/Local/my-cli"));
        assertThat(new StateDirectory("Windows 11", "/c/ann", Map.of()).of("my-cli"))
                .isEqualTo(Path.of("/c/ann/AppData/Local/my-cli"));
    }

    @Test
    void is_nowhere_for_a_user_without_a_home() {
        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> new StateDirectory("Linux", "?", Map.of()).of("my-cli"))
                .withMessageContaining("no home directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "a\\b", ".hidden", "with space"})
    void has_a_name_that_cannot_lead_elsewhere(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StateDirectory("Linux", "/home/ann", Map.of()).of(name))
                .withMessageContaining("1 to 64 letters");
    }

    @Test
    void is_described_by_the_store_that_is_there() throws Exception {
        assertThat(TokenStores.file("my-cli").description().location()).endsWith("my-cli");
        assertThat(TokenStores.file(Path.of("somewhere")).description().location())
                .isEqualTo(Path.of("somewhere").toAbsolutePath().toString());
    }
}
