package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.authgate.server.sql.SqlStorage.Purpose;
import dev.authgate.server.storage.Race;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Migrations")
final class MigrationsTest {
    @Test
    void the_constant_is_the_last_id_of_the_changelog_and_ids_sort() {
        var ids = List.copyOf(Migrations.changeSets());

        assertThat(ids).isSorted().last().isEqualTo(Migrations.EXPECTED);
    }

    /** The rules for both databases. */
    abstract static class Rules {
        abstract DatabaseSettings emptyDatabase() throws SQLException;

        static void execute(DatabaseSettings settings, String sql) throws SQLException {
            try (var connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Test
        void an_empty_database_becomes_current() throws SQLException {
            var migrations = new Migrations(emptyDatabase());
            assertThat(migrations.isCurrent()).isFalse();
            assertThat(migrations.status().current()).isEmpty();
            assertThat(migrations.status().pending()).containsExactlyElementsOf(Migrations.changeSets());

            migrations.migrate();

            assertThat(migrations.isCurrent()).isTrue();
            assertThat(migrations.status().current()).contains(Migrations.EXPECTED);
            assertThat(migrations.status().pending()).isEmpty();
        }

        @Test
        void a_second_run_has_nothing_to_do() throws SQLException {
            var migrations = new Migrations(emptyDatabase());
            migrations.migrate();

            migrations.migrate();

            assertThat(migrations.isCurrent()).isTrue();
        }

        @Test
        void a_database_that_is_newer_than_the_program_is_refused() throws SQLException {
            var settings = emptyDatabase();
            new Migrations(settings).migrate();
            execute(
                    settings,
                    "UPDATE databasechangelog SET id = '9999-later' WHERE id = '" + Migrations.EXPECTED + "'");

            assertThatThrownBy(() -> new Migrations(settings).isCurrent()).isInstanceOf(DatabaseTooNew.class);
            assertThatThrownBy(() -> new Migrations(settings).migrate()).isInstanceOf(DatabaseTooNew.class);
            assertThatThrownBy(() -> SqlStorage.open(settings, Purpose.SERVER))
                    .isInstanceOf(DatabaseTooNew.class)
                    .hasMessageContaining("9999-later");
        }

        @Test
        void a_lock_left_by_a_killed_process_is_released() throws SQLException {
            var settings = emptyDatabase();
            new Migrations(settings).migrate();
            execute(settings, "DELETE FROM databasechangelog WHERE id = '" + Migrations.EXPECTED + "'");
            execute(settings, "DELETE FROM databasechangeloglock");
            execute(
                    settings,
                    "INSERT INTO databasechangeloglock (id, locked, lockgranted, lockedby)"
                            + " VALUES (1, TRUE, CURRENT_TIMESTAMP, 'a killed process')");

            new Migrations(settings).migrate();

            assertThat(new Migrations(settings).isCurrent()).isTrue();
        }

        @Test
        void nothing_is_written_to_standard_output() throws SQLException {
            var settings = emptyDatabase();
            var standard = System.out;
            var caught = new ByteArrayOutputStream();
            System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
            try {
                new Migrations(settings).migrate();
            } finally {
                System.setOut(standard);
            }

            assertThat(caught.toString(StandardCharsets.UTF_8)).isEmpty();
        }
    }

    @Nested
    @DisplayName("on SQLite")
    class OnSqlite extends Rules {
        @TempDir
        private Path directory;

        @Override
        DatabaseSettings emptyDatabase() {
            return DatabaseSettings.of("jdbc:sqlite:" + directory.resolve("authgate.db"));
        }

        @Test
        void the_tables_are_not_changed_under_a_running_server() throws SQLException {
            var settings = emptyDatabase();
            try (var server = SqlStorage.open(settings, Purpose.SERVER)) {
                server.engine()
                        .write(handle ->
                                handle.execute("DELETE FROM databasechangelog WHERE id = ?", Migrations.EXPECTED));

                assertThatThrownBy(() -> new Migrations(settings).migrate()).isInstanceOf(AnotherServerRunning.class);
            }
        }
    }

    @Nested
    @DisplayName("on PostgreSQL")
    class OnPostgres extends Rules {
        @Override
        DatabaseSettings emptyDatabase() throws SQLException {
            return EmbeddedServer.newDatabase();
        }

        @Test
        void servers_that_start_together_all_end_well() throws Exception {
            var settings = emptyDatabase();

            Race.run(runner -> {
                new Migrations(settings).migrate();
                return true;
            });

            assertThat(new Migrations(settings).isCurrent()).isTrue();
        }
    }
}
