package dev.authgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.authgate.server.config.Setting;
import dev.authgate.server.config.SettingsFile;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.secret.SecretFiles;
import dev.authgate.server.secret.ServerSecrets;
import dev.authgate.server.sql.SqlStorage;
import dev.authgate.server.user.PasswordHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("README.md keeps to the code")
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");

    @ParameterizedTest
    @EnumSource(Setting.class)
    void tells_every_setting_and_its_default(Setting setting) throws IOException {
        var row = rowOf(code(setting.name()));

        assertThat(row.get(1)).isEqualTo(setting.standard().isEmpty() ? "" : code(setting.standard()));
        assertThat(row.get(2)).isNotBlank();
    }

    @Test
    void tells_no_setting_that_does_not_exist() throws IOException {
        var known = Arrays.stream(Setting.values()).map(Setting::name).map(ReadmeTest::code);

        assertThat(rows().map(row -> row.get(0)).filter(name -> name.matches("`[A-Z_]+`")))
                .containsExactlyInAnyOrderElementsOf(known.toList());
    }

    @Test
    void tells_every_path_of_the_server(@TempDir Path dataDir) throws IOException {
        var told = rows().map(row -> row.get(0)).toList();

        for (var path : paths(dataDir)) {
            assertThat(told).anyMatch(cell -> tells(cell, path), "a row for " + path);
        }
    }

    @ParameterizedTest
    @MethodSource("links")
    void links_to_nothing_that_is_not_there(String target) {
        assertThat(README.resolveSibling(target)).exists();
    }

    /** Screenshots are made by the browser tests. */
    static Stream<String> links() throws IOException {
        return Arrays.stream(Files.readString(README).split("]\\("))
                .skip(1)
                .map(rest -> rest.substring(0, rest.indexOf(')')))
                .filter(target -> !target.startsWith("http") && !target.startsWith("docs/screenshots/"));
    }

    private static boolean tells(String cell, String path) {
        return path.endsWith("/*")
                ? cell.contains("`" + path.substring(0, path.length() - 1))
                : cell.contains(code(path.isEmpty() ? "/" : path));
    }

    private static Set<String> paths(Path dataDir) {
        var settings = new SettingsFile(Map.of("DATA_DIR", dataDir.toString())).defaults();
        var secrets = ServerSecrets.of(settings.secrets(), new SecretFiles(dataDir, new Secrets()));
        try (var storage = SqlStorage.open(SqlDatabases.settings(settings.database()), SqlStorage.Purpose.COMMAND);
                var hasher = new PasswordHasher()) {
            return new Composition(settings, storage, secrets, hasher, Clock.systemUTC())
                    .endpoints(() -> false)
                    .keySet();
        }
    }

    private static List<String> rowOf(String firstCell) throws IOException {
        return rows().filter(row -> row.get(0).equals(firstCell))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README.md has no row for " + firstCell));
    }

    private static Stream<List<String>> rows() throws IOException {
        return Files.readString(README)
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> Arrays.stream(line.substring(1).split("(?<!\\\\)\\|", -1))
                        .map(String::strip)
                        .toList());
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
