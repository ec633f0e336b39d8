package dev.authgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.authgate.server.oauth.SecretHash;
import dev.authgate.server.sql.DatabaseSettings;
import dev.authgate.server.sql.SqlStorage;
import dev.authgate.server.user.PasswordHasher;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Commands: what they print, and their exit codes 0 done, 1 failed, 2 typed wrongly")
class CommandLineTest extends AtTheTerminal {
    private static final String GOOD_PASSWORD = "quartz lantern seven";

    private JsonNode json() throws IOException {
        assertThat(out.lines()).hasSize(1);
        return new ObjectMapper().readTree(out);
    }

    private <T> T inDatabase(Function<SqlStorage, T> look) {
        var settings = DatabaseSettings.of("jdbc:sqlite:" + data.resolve("authgate.db"));
        try (var storage = SqlStorage.open(settings, SqlStorage.Purpose.COMMAND)) {
            return look.apply(storage);
        }
    }

    private boolean passwordOf(String username, String password) {
        var hash = inDatabase(storage -> String.valueOf(
                storage.users().findByUsername(username).orElseThrow().passwordHash()));
        try (var hasher = new PasswordHasher()) {
            return hasher.verify(password, hash);
        }
    }

    @Nested
    @DisplayName("Words")
    class Words {
        @ParameterizedTest
        @ValueSource(strings = {"version", "-v", "--version"})
        void the_version_is_one_line(String word) {
            assertThat(run(word)).isZero();
            assertThat(out).matches("authgate \\S+\\R");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-h", "--help"})
        void help_lists_the_commands_and_no_others(String word) {
            assertThat(run(word)).isZero();
            assertThat(out).contains("{server,db,check,user,client,rehearse,version}");
        }

        @Test
        void nothing_typed_is_answered_with_the_usage() {
            assertThat(run()).isEqualTo(2);
            assertThat(out).contains("usage:");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "sevrer",
                    "user",
                    "user create",
                    "user create --username x --role boss",
                    "client create --name x --type secret",
                    "client create --name x --grants password",
                    "client create --name x --id a/b",
                    "client create --name x --introspect-all",
                    "client create --name x --scopes a\\b",
                    "client create",
                    "db drop"
                })
        void what_makes_no_sense_is_wrong_use(String line) {
            assertThat(run(line.split(" "))).isEqualTo(2);
            assertThat(out).isEmpty();
            assertThat(err).isNotEmpty().doesNotContain("\tat ");
        }

        @Test
        void a_wrong_setting_fails_any_command_with_one_line() {
            environment.put("POLLING_INTERVAL", "abc");

            for (var line : new String[] {"server", "check", "user list", "db status"}) {
                assertThat(run(line.split(" "))).isEqualTo(1);
                assertThat(err)
                        .isEqualTo("authgate: POLLING_INTERVAL: \"abc\" is not a duration; write a number and a unit,"
                                + " such as 10s, 30m, 720h or 7d" + System.lineSeparator());
            }
        }

        @Test
        void a_missing_file_is_named() {
            assertThat(run("check", "nowhere.yml")).isEqualTo(1);
            assertThat(err).isEqualTo("authgate: nowhere.yml: there is no such file" + System.lineSeparator());
        }
    }

    @Nested
    @DisplayName("db and check")
    class Database {
        @Test
        void migrate_brings_the_tables_up_to_date_and_status_says_so() {
            assertThat(run("db", "status")).isZero();
            assertThat(out).contains("empty, ").contains("to come: ");

            assertThat(run("db", "migrate")).isZero();
            assertThat(run("db", "status")).isZero();
            assertThat(out).contains("up to date").doesNotContain("to come");
        }

        @Test
        void check_tells_in_words_that_the_server_could_start() {
            assertThat(run("check", "../config.yml")).isZero();
            assertThat(out).contains("configuration: valid", "database: reachable");
        }

        @Test
        void check_fails_when_the_database_is_out_of_reach() {
            environment.put("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/authgate");
            environment.put("JWT_SECRET", "kT9vQ2mXz7Lr4WbN8sHc3JfD6yGp1AeU5oVi");
            environment.put("SESSION_SECRET", "Zp4nR8wYc1Fq6UhB3xMd9KsJ7tGv2LeA0oXi");

            assertThat(run("check")).isEqualTo(1);
            assertThat(err).startsWith("authgate: ").doesNotContain("\tat ");
            assertThat(err.lines()).hasSize(1);
        }
    }

    @Nested
    @DisplayName("user")
    class UserCommands {
        @Test
        void create_draws_a_password_and_prints_it_once_as_json() throws IOException {
            assertThat(run("user", "create", "--username", "ann", "--role", "admin", "--json"))
                    .isZero();

            assertThat(json().properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("user_id", "username", "password");
            assertThat(passwordOf("ann", json().get("password").asText())).isTrue();
        }

        @Test
        void create_takes_a_password_and_does_not_repeat_it() {
            assertThat(run("user", "create", "--username", "ann", "--password", GOOD_PASSWORD))
                    .isZero();

            assertThat(out).contains("ann").doesNotContain(GOOD_PASSWORD);
            assertThat(passwordOf("ann", GOOD_PASSWORD)).isTrue();
        }

        @Test
        void create_reads_the_password_from_the_input() {
            assertThat(runWithInput(GOOD_PASSWORD + "\n", "user", "create", "--username", "ann", "--password", "-"))
                    .isZero();

            assertThat(passwordOf("ann", GOOD_PASSWORD)).isTrue();
        }

        @Test
        void create_refuses_a_weak_password_and_a_name_that_is_taken() {
            assertThat(run("user", "create", "--username", "ann", "--password", "short"))
                    .isEqualTo(1);
            assertThat(err).contains("at least 15 characters");

            run("user", "create", "--username", "ann");
            assertThat(run("user", "create", "--username", "ANN")).isEqualTo(1);
            assertThat(err).isEqualTo("authgate: there is a user ANN already" + System.lineSeparator());
        }

        @Test
        void reset_password_replaces_it() throws IOException {
            run("user", "create", "--username", "ann", "--password", GOOD_PASSWORD);

            assertThat(run("user", "reset-password", "--username", "ann", "--json"))
                    .isZero();

            assertThat(passwordOf("ann", GOOD_PASSWORD)).isFalse();
            assertThat(passwordOf("ann", json().get("password").asText())).isTrue();
        }

        @Test
        void disable_locks_the_user_out_and_list_shows_it() {
            run("user", "create", "--username", "ann");

            assertThat(run("user", "disable", "--username", "ann")).isZero();
            assertThat(run("user", "disable", "--username", "ann")).isZero();

            assertThat(run("user", "list")).isZero();
            assertThat(out).matches("\\S{36}  user   disabled  ann\\R");
        }

        @Test
        void an_unknown_user_is_named() {
            assertThat(run("user", "disable", "--username", "no\u001bbody")).isEqualTo(1);
            assertThat(err).isEqualTo("authgate: there is no user no?body" + System.lineSeparator());
        }
    }

    @Nested
    @DisplayName("client")
    class ClientCommands {
        @Test
        void create_makes_a_public_client_without_a_secret() throws IOException {
            assertThat(run("client", "create", "--name", "My tool", "--id", "my-tool", "--json"))
                    .isZero();

            assertThat(json()).hasToString("{\"client_id\":\"my-tool\"}");
        }

        @Test
        void create_prints_the_secret_of_a_confidential_client_once() throws IOException {
            assertThat(run(
                            "client",
                            "create",
                            "--name",
                            "API",
                            "--type",
                            "confidential",
                            "--introspect-all",
                            "--scopes",
                            "read",
                            "--grants",
                            "device_code",
                            "--json"))
                    .isZero();

            var client = json();
            var stored = inDatabase(storage ->
                    storage.clients().find(client.get("client_id").asText()).orElseThrow());
            assertThat(stored.secret())
                    .isEqualTo(SecretHash.of(client.get("client_secret").asText()));
            assertThat(stored.introspectAll()).isTrue();
            assertThat(stored.scopes()).hasToString("read");
        }

        @Test
        void create_refuses_an_id_that_is_taken_and_list_shows_the_one() {
            run("client", "create", "--name", "One", "--id", "my-tool");

            assertThat(run("client", "create", "--name", "Two", "--id", "my-tool"))
                    .isEqualTo(1);
            assertThat(err)
                    .isEqualTo("authgate: there is a client with the id my-tool already" + System.lineSeparator());
            assertThat(run("client", "list")).isZero();
            assertThat(out.lines()).singleElement().asString().contains("my-tool", "public", "One");
        }
    }
}
