package dev.authgate.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Throwables;
import dev.authgate.server.storage.StorageUnavailable;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pool of PostgreSQL connections")
final class PostgresEngineTest {
    @Test
    void refuses_within_two_seconds_when_all_connections_are_in_use() throws Exception {
        var other = Executors.newSingleThreadExecutor();
        try (var engine = PostgresEngine.open(EmbeddedServer.newDatabase(), 1)) {
            engine.inTransaction(() -> {
                var waiting = other.submit(() -> engine.read(handle -> handle.execute("SELECT 1")));
                assertThatThrownBy(() -> waiting.get(2, TimeUnit.SECONDS)).hasCauseInstanceOf(StorageUnavailable.class);
                return true;
            });
        } finally {
            other.shutdownNow();
        }
    }

    /** As when the database stops just after it has taken the connection. */
    @Test
    void calls_the_database_unavailable_when_a_connection_breaks_at_its_beginning() throws Exception {
        var breaking = "SELECT pg_terminate_backend(pg_backend_pid())";
        try (var pool = PostgresPool.beginningWith(breaking, EmbeddedServer.newDatabase(), 1)) {
            assertThatThrownBy(() -> pool.lendBare(connection -> {}))
                    .isInstanceOfSatisfying(RuntimeException.class, thrown -> assertThat(
                                    Failures.translated(thrown, Database.POSTGRESQL))
                            .isInstanceOf(StorageUnavailable.class));
        }
    }

    @Test
    void does_not_wait_for_the_disk_when_it_removes_what_ended_but_does_for_any_change() throws Exception {
        try (var engine = PostgresEngine.open(EmbeddedServer.newDatabase(), 1)) {
            engine.write(handle -> handle.execute("SET synchronous_commit TO on"));
            var waits = new ArrayList<String>();
            var removed = engine.remove(handle -> {
                waits.add(commitWaits(handle));
                return 1;
            });
            waits.add(engine.write(PostgresEngineTest::commitWaits));

            assertThat(removed).isOne();
            assertThat(waits).containsExactly("off", "on");
        }
    }

    private static String commitWaits(Handle handle) {
        return handle.createQuery("SHOW synchronous_commit").mapTo(String.class).one();
    }

    @Test
    void says_in_an_exception_nothing_of_the_values() throws Exception {
        try (var engine = PostgresEngine.open(EmbeddedServer.newDatabase(), 1)) {
            engine.write(handle -> handle.execute("CREATE TABLE secrets (hash TEXT PRIMARY KEY)"));
            engine.write(handle -> handle.execute("INSERT INTO secrets VALUES (?)", "hidden"));

            assertThatThrownBy(() -> engine.write(handle -> handle.execute("INSERT INTO secrets VALUES (?)", "hidden")))
                    .hasStackTraceContaining("unique constraint")
                    .satisfies(thrown ->
                            assertThat(Throwables.getStackTraceAsString(thrown)).doesNotContain("hidden"));
        }
    }
}
