package dev.authgate.bench.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The file that describes a server")
class AdapterTest {
    private static final Path ADAPTERS = Path.of("adapters");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"authgate.yml", "keycloak.yml"})
    void can_be_read_and_names_files_that_exist(String name) throws IOException {
        var adapter = Adapter.read(ADAPTERS.resolve(name));

        assertThat(adapter.requests().approve()).isNotEmpty();
        assertThat(adapter.requests().redeem().find()).containsKeys("access_token", "refresh_token");
        adapter.files().values().forEach(file -> assertThat(ADAPTERS.resolve(file))
                .exists());
        adapter.databases().values().stream()
                .map(database -> database.growth() == null ? "" : database.growth())
                .filter(file -> !file.isEmpty())
                .forEach(file -> assertThat(ADAPTERS.resolve(file)).exists());
    }

    @Test
    void is_refused_with_a_name_that_nobody_knows() throws IOException {
        var file = Files.writeString(directory.resolve("wrong.yml"), "name: X\ncomand: [a]\n");

        assertThatThrownBy(() -> Adapter.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody knows comand; allowed here: ")
                .hasMessageContaining("command");
    }

    @Test
    void is_refused_without_what_it_needs() throws IOException {
        var file = Files.writeString(directory.resolve("wrong.yml"), "name: X\nready: http://localhost\n");

        assertThatThrownBy(() -> Adapter.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an adapter needs command");
    }

    @Test
    void puts_the_words_of_the_program_into_its_commands() throws IOException {
        var adapter =
                Adapter.read(ADAPTERS.resolve("authgate.yml")).withProgram(List.of("java", "-jar", "${dir}/x.jar"));

        var words =
                adapter.words(List.of("${program}", "server", "${dir}/c.yml"), new Placeholders(Map.of("dir", "/d")));

        assertThat(words).containsExactly("java", "-jar", "/d/x.jar", "server", "/d/c.yml");
    }

    @Test
    void says_which_value_nobody_has_given() {
        assertThatThrownBy(() -> new Placeholders(Map.of()).fill("-p ${port}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("${port}");
    }
}
