package dev.authgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.client.Client;
import dev.authgate.server.client.ClientType;
import dev.authgate.server.oauth.Scopes;
import dev.authgate.server.oauth.Secrets;
import dev.authgate.server.sql.DatabaseSettings;
import dev.authgate.server.sql.EmbeddedServer;
import dev.authgate.server.sql.SqlStorage;
import dev.authgate.server.storage.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The search for secrets finds one that")
class KeptSecretsTest {
    private final String secret = new Secrets().next();

    @TempDir
    private Path directory;

    private void plantIn(DatabaseSettings settings) {
        try (var storage = SqlStorage.open(settings, SqlStorage.Purpose.SERVER)) {
            storage.clients().add(clientNamed(secret));
        }
    }

    private static Client clientNamed(String name) {
        return new Client(
                "planted", name, ClientType.PUBLIC, null, Scopes.none(), Set.of(), true, false, true, Samples.NOON);
    }

    private DatabaseSettings sqlite() {
        return DatabaseSettings.of("jdbc:sqlite:" + directory.resolve("authgate.db"));
    }

    private void assertFound(Runnable search) {
        assertThatCode(search::run).doesNotThrowAnyException();
        ToldSecrets.inAnswer("{\"access_token\":\"" + secret + "\"}");
        assertThatThrownBy(search::run).isInstanceOf(AssertionError.class).hasMessageContaining(secret);
    }

    @Test
    void stands_in_a_row_of_sqlite() {
        plantIn(sqlite());

        assertFound(() -> KeptSecrets.assertNoneInFilesOf(directory));
    }

    @Test
    void was_deleted_from_sqlite() throws Exception {
        plantIn(sqlite());
        execute(sqlite(), "DELETE FROM clients");

        assertFound(() -> KeptSecrets.assertNoneInFilesOf(directory));
    }

    @Test
    void is_in_the_write_ahead_log_of_sqlite_only() {
        try (var storage = SqlStorage.open(sqlite(), SqlStorage.Purpose.SERVER)) {
            storage.clients().add(clientNamed(secret));

            assertFound(() -> KeptSecrets.assertNoneInFilesOf(directory));
        }
    }

    @Test
    void stands_in_a_row_of_postgresql() throws Exception {
        var database = EmbeddedServer.newDatabase();
        plantIn(database);

        assertFound(() -> KeptSecrets.assertNoneIn(database));
    }

    @Test
    void is_in_a_file_beside_the_database() throws Exception {
        Files.writeString(directory.resolve("server.log"), "INFO a device got " + secret + ".\n");

        assertFound(() -> KeptSecrets.assertNoneInFilesOf(directory));
    }

    @Test
    void is_what_the_server_signs_with_but_not_in_its_own_file() throws Exception {
        Files.writeString(directory.resolve("jwt-secret"), secret + "\n");
        assertThatCode(() -> KeptSecrets.assertNoneInFilesOf(directory)).doesNotThrowAnyException();

        Files.writeString(directory.resolve("server.log"), "signing with " + secret);

        assertThatThrownBy(() -> KeptSecrets.assertNoneInFilesOf(directory)).isInstanceOf(AssertionError.class);
    }

    private static void execute(DatabaseSettings settings, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(settings.url());
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /oauth/token device_code=%s",
                "{\"refresh_token\":\"agr_%s\"}",
                "%s",
                "x%s",
                "%1$sx%1$s",
                "Cookie: a=b; authgate_session=%s; c=d"
            })
    void is_anywhere_in_a_line(String line) {
        var search = new TextSearch(List.of(secret, secret + "-and-more"));

        assertThat(search.in(line.formatted(secret).getBytes(UTF_8))).containsExactly(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"device_code\":\"%s\",\"expires_in\":1800}",
                "{\"access_token\":\"eyJhbGciOiJIUzI1NiJ9.payload-of-it.%s\"}",
                "<input type=\"hidden\" name=\"csrf_token\" value=\"%s\">",
                "<input type=\"hidden\" name=\"ticket\" value=\"%s\">"
            })
    void was_in_an_answer(String answer) {
        ToldSecrets.inAnswer(answer.formatted(secret));

        assertThatThrownBy(() -> ToldSecrets.assertNoneIn("a line", ("got " + secret).getBytes(UTF_8)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void was_typed_set_or_sent() {
        var spaced = "a secret & " + secret;
        ToldSecrets.inForm("username=ann&password=a+secret+%26+" + secret);
        assertThatThrownBy(() -> ToldSecrets.assertNoneIn("a line", spaced.getBytes(UTF_8)))
                .isInstanceOf(AssertionError.class);

        var cookie = new Secrets().next();
        ToldSecrets.inCookie("authgate_session=" + cookie + "; Path=/");
        assertThatThrownBy(() -> ToldSecrets.assertNoneIn("a line", cookie.getBytes(UTF_8)))
                .isInstanceOf(AssertionError.class);

        var basic = new Secrets().next();
        ToldSecrets.inAuthorization("Basic " + basic);
        assertThatThrownBy(() -> ToldSecrets.assertNoneIn("a line", basic.getBytes(UTF_8)))
                .isInstanceOf(AssertionError.class);

        ToldSecrets.inBanner("  Password        Zq8vK2mXw4Tn7RbC   (shown this once)\n");
        assertThatThrownBy(() -> ToldSecrets.assertNoneIn("a line", "it is Zq8vK2mXw4Tn7RbC".getBytes(UTF_8)))
                .isInstanceOf(AssertionError.class);
    }
}
